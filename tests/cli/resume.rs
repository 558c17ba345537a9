//! Outputs that were broken off, gone on with.

use super::*;

#[test]
fn records_broken_off_anywhere_are_gone_on_with_to_the_same_end() {
    let dir = archive();
    let out = dir.path().join("out");
    for args in [
        ["export", "pages", "--format", "jsonl"],
        ["export", "pages", "--format", "csv"],
        ["search", "pages", "大桥", "--format=jsonl"],
    ] {
        let whole = printed(&args, dir.path(), 0);
        let resume = || jianbao(&[&args[..], &["--output", "out", "--resume"]].concat(), dir.path());
        for broken in [0, 2, whole.len() / 2, whole.rfind('\n').unwrap(), whole.len()] {
            fs::write(&out, &whole.as_bytes()[..broken]).unwrap();
            let resumed = resume();
            assert_eq!(resumed.status.code(), Some(0), "{}", text(&resumed.stderr));
            assert!(fs::read_to_string(&out).unwrap() == whole, "{args:?} broken off at {broken}");
        }
        let other = whole.replace("大桥", "小桥");
        fs::write(&out, &other).unwrap();
        let refused = resume();
        assert_eq!(refused.status.code(), Some(1), "the records are of another archive");
        assert!(text(&refused.stderr).contains("last record"));
        assert!(fs::read_to_string(&out).unwrap() == other, "and are left as they are");
    }
}

#[test]
fn only_records_are_gone_on_with() {
    let dir = archive();
    for (args, said) in [
        (&["export", "pages", "--format", "epub"][..], "jsonl and csv"),
        (&["export", "pages", "--format", "md"], "jsonl and csv"),
        (&["search", "pages", "大桥"], "--format jsonl"),
        (&["search", "pages", "大桥", "--counts", "--format", "jsonl"], "--format jsonl"),
    ] {
        let output = jianbao(&[args, &["--output", "out", "--resume"]].concat(), dir.path());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
        assert!(!dir.path().join("out").exists());
    }
}

#[test]
fn a_command_that_was_killed_goes_on_to_the_same_end() {
    let dir = tempfile::tempdir().unwrap();
    let pages = dir.path().join("pages");
    fs::create_dir(&pages).unwrap();
    for number in 1..=80 {
        fs::write(pages.join(format!("{number:03}.txt")), STORY.replace("2860", &format!("{number}")))
            .unwrap();
    }
    let out = dir.path().join("out");
    for args in [["segment", "pages", "--format", "jsonl"], ["export", "pages", "--format", "csv"]] {
        let whole = printed(&args, dir.path(), 0);
        let args = [&args[..], &["--output", "out", "--resume"]].concat();
        let mut killed = command(&args, dir.path()).stderr(Stdio::null()).spawn().unwrap();
        while fs::metadata(&out).map_or(0, |meta| meta.len()) == 0 && killed.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        killed.kill().unwrap();
        killed.wait().unwrap();
        assert_eq!(jianbao(&args, dir.path()).status.code(), Some(0));
        assert!(fs::read_to_string(&out).unwrap() == whole, "{args:?}");
        fs::remove_file(&out).unwrap();
    }
}

#[test]
fn an_output_that_cannot_be_written_is_named_by_every_command_that_has_one() {
    let dir = archive();
    for args in [&["segment", "pages"][..], &["search", "pages", "大桥"], &["export", "pages"]] {
        let output = jianbao(&[args, &["--output", "none/out.jsonl"]].concat(), dir.path());
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(text(&output.stderr).contains("none/out.jsonl"), "{args:?}: {}", text(&output.stderr));
    }
}
