//! Files that a package installs beside the program: man pages, completions and licences.

use super::Outcome;
use super::arguments::{Arguments, ShareOptions};
use crate::documents::licence_text;
use crate::language::Language;
use clap_complete::Shell;
use std::fs;
use std::io::{self, Write};

/// Prints the licences.
pub(super) fn licences() -> io::Result<Outcome> {
    io::stdout().lock().write_all(licence_text()?.as_bytes())?;
    Ok(Outcome::Done)
}

/// Writes everything below a folder, where Debian and most systems look for it below `/usr/share`.
pub(super) fn run(options: &ShareOptions) -> io::Result<Outcome> {
    let folder = |path: &str| {
        let folder = options.folder.join(path);
        fs::create_dir_all(&folder).map(|()| folder)
    };
    for (language, path) in [(Language::English, "man/man1"), (Language::Chinese, "man/zh_CN/man1")] {
        clap_mangen::generate_to(Arguments::command_in(language), folder(path)?)?;
    }
    for (shell, path) in [
        (Shell::Bash, "bash-completion/completions/jianbao"),
        (Shell::Zsh, "zsh/vendor-completions/_jianbao"),
        (Shell::Fish, "fish/vendor_completions.d/jianbao.fish"),
        (Shell::PowerShell, "doc/jianbao/jianbao.ps1"),
    ] {
        let (parent, name) = path.rsplit_once('/').unwrap_or_default();
        let mut file = fs::File::create(folder(parent)?.join(name))?;
        clap_complete::generate(shell, &mut Arguments::command_in(Language::English), "jianbao", &mut file);
    }
    fs::write(folder("doc/jianbao")?.join("licences.txt"), licence_text()?)?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_gets_every_command_in_its_manual_and_completions() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        run(&ShareOptions { folder: folder.path().to_owned() })?;
        let read = |path: &str| fs::read_to_string(folder.path().join(path));
        let manual = read("man/man1/jianbao.1")?;
        let completions = [
            "bash-completion/completions/jianbao",
            "zsh/vendor-completions/_jianbao",
            "fish/vendor_completions.d/jianbao.fish",
        ];
        let command = Arguments::command_in(Language::English);
        let (hidden, shown): (Vec<_>, Vec<_>) = command.get_subcommands().partition(|sub| sub.is_hide_set());
        assert!(!hidden.is_empty() && !shown.is_empty());
        for name in shown.iter().map(|sub| sub.get_name()) {
            assert!(manual.contains(&format!("jianbao\\-{name}(1)")), "{name}: {manual}");
            assert!(read(&format!("man/zh_CN/man1/jianbao-{name}.1"))?.contains("退出状态"), "{name}");
            for path in completions {
                assert!(read(path)?.contains(name), "{name}: {path}");
            }
        }
        for name in hidden.iter().map(|sub| sub.get_name()) {
            assert!(!folder.path().join(format!("man/man1/jianbao-{name}.1")).exists(), "{name}");
        }
        Ok(())
    }

    #[test]
    fn the_manual_names_every_command_option_and_format_in_both_languages() -> io::Result<()> {
        for language in ["zh", "en"] {
            let page = |name: &str| {
                fs::read_to_string(format!("{}/docs/src/{language}/{name}.md", env!("CARGO_MANIFEST_DIR")))
            };
            let (commands, formats) = (page("commands")?, page("formats")?);
            let command = Arguments::command_in(Language::English);
            for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
                let row = format!("| `{}", command.get_name());
                let row = commands.lines().find(|line| line.starts_with(&row));
                let row = row.unwrap_or_else(|| panic!("{language}: {}", command.get_name()));
                for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
                    assert!(
                        option == "help" || row.contains(&format!("--{option}")),
                        "{language}: {option}: {row}"
                    );
                }
            }
            let articles = crate::export::Format::ALL.map(crate::export::Format::extension);
            let references = ["gbt7714", "gbt7714-2025", "ris", "bibtex", "csl"];
            assert_eq!(references.len(), crate::citation::CitationStyle::ALL.len());
            for name in articles.iter().chain(&references) {
                assert!(formats.contains(&format!("`{name}`")), "{language}: {name}");
            }
        }
        Ok(())
    }

    #[test]
    fn the_licences_are_of_the_libraries_as_they_are() -> Result<(), Box<dyn std::error::Error>> {
        let text = licence_text()?;
        let told = text.split("\n\n").nth(2).ok_or("no list")?;
        let told: Vec<&str> = told.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        let lock: toml::Table = include_str!("../../Cargo.lock").parse()?;
        let packages = lock["package"].as_array().ok_or("no packages")?;
        let locked: Vec<String> = packages
            .iter()
            .filter_map(|package| {
                Some(format!("{} {}", package["name"].as_str()?, package["version"].as_str()?))
            })
            .collect();
        let stale: Vec<_> = told.iter().filter(|name| !locked.iter().any(|known| known == *name)).collect();
        let manifest: toml::Table = include_str!("../../Cargo.toml").parse()?;
        let direct = manifest["dependencies"].as_table().ok_or("no dependencies")?;
        let missing: Vec<_> = direct
            .iter()
            .filter(|(_, value)| value.get("optional").is_none())
            .filter(|(name, _)| !told.iter().any(|known| known.split(' ').next() == Some(name)))
            .collect();
        assert!(stale.is_empty() && missing.is_empty(), "run packaging/licences.py: {stale:?}, {missing:?}");
        Ok(())
    }
}
