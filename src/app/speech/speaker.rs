//! Reading aloud, a sentence at a time, by the speech program that the system has.
//!
//! Each sentence is one run of that program: it is known which one is being read, and a pause needs nothing that
//! the program would have to understand.

use crate::app::reading::{Document, TextPosition, TextRange};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// A program that speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Whether it takes the words from its standard input; else they are its last argument.
    pub reads_input: bool,
    /// Argument that makes it silent, where it hands the words on and ends do not stop the speech.
    pub hush: Option<String>,
}

impl Voice {
    /// The programs of this system that speak, the best first.
    pub fn all() -> Vec<Voice> {
        /// Words in UTF-8 from the standard input, spoken by Windows.
        const WINDOWS: &str = "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; \
                               (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())";
        let known: &[(&str, &[&str], bool, Option<&str>)] = if cfg!(windows) {
            &[("powershell.exe", &["-NoProfile", "-NonInteractive", "-Command", WINDOWS], true, None)]
        } else if cfg!(target_os = "macos") {
            &[("say", &["-f", "-"], true, None)]
        } else {
            &[
                ("spd-say", &["--wait", "--language", "zh", "--"], false, Some("--cancel")),
                ("espeak-ng", &["-v", "cmn", "--stdin"], true, None),
                ("espeak", &["-v", "zh", "--stdin"], true, None),
            ]
        };
        let found = known.iter().filter_map(|(name, arguments, reads_input, hush)| {
            Some(Voice {
                program: on_path(name)?,
                arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
                reads_input: *reads_input,
                hush: hush.map(str::to_owned),
            })
        });
        found.collect()
    }

    fn say(&self, words: &str) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdout(Stdio::null()).stderr(Stdio::null());
        if !self.reads_input {
            return command.arg(words).stdin(Stdio::null()).spawn();
        }
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // A sentence is shorter than what a pipe holds, however long its text goes on without a full stop; a program that ends without reading it has failed,
            // which its exit tells.
            let _ = input.write_all(words.as_bytes());
        }
        Ok(child)
    }
}

/// A program in one of the folders where the system looks for programs.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Progress of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The same sentence as before.
    Same,
    /// Another sentence.
    Next,
    /// All is read.
    Done,
    /// No program of the system could speak.
    Failed,
}

/// An article being read aloud. It falls silent when it is dropped.
#[derive(Debug)]
pub struct Speech {
    voices: Vec<Voice>,
    sentences: Vec<(TextRange, String)>,
    at: usize,
    child: Option<(Child, Instant)>,
    paused: bool,
}

impl Speech {
    /// Begins to read a document at a place; nothing is heard before the first [`Speech::poll`].
    pub fn new(voices: Vec<Voice>, document: &Document, from: TextPosition) -> Speech {
        let sentences: Vec<(TextRange, String)> =
            sentences(document).into_iter().map(|range| (range, document.text(range))).collect();
        let at = sentences.iter().position(|(range, _)| range.end > from).unwrap_or(0);
        Speech { voices, sentences, at, child: None, paused: false }
    }

    /// The sentence being read.
    pub fn sentence(&self) -> Option<TextRange> {
        self.sentences.get(self.at).map(|(range, _)| *range)
    }

    /// Number of the sentence that is being read, counted from 1, and of all.
    pub fn count(&self) -> (usize, usize) {
        (self.at + 1, self.sentences.len())
    }

    /// Whether the reading pauses.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Pauses, or goes on with the sentence that was broken off.
    pub fn toggle_pause(&mut self) {
        self.paused ^= true;
        if self.paused {
            self.hush();
        }
    }

    /// Goes on to the next sentence when one has been read.
    pub fn poll(&mut self) -> Progress {
        if self.paused {
            return Progress::Same;
        }
        let mut progress = Progress::Same;
        if let Some((child, since)) = &mut self.child {
            match child.try_wait() {
                Ok(None) => return Progress::Same,
                Ok(Some(status)) if status.success() && could_speak(&self.sentences[self.at].1, *since) => {
                    self.at += 1;
                    progress = Progress::Next;
                }
                // A program that cannot speak here makes way for the next.
                _ => drop(self.voices.remove(0)),
            }
            self.child = None;
        }
        let Some((_, words)) = self.sentences.get(self.at) else { return Progress::Done };
        while let Some(voice) = self.voices.first() {
            if let Ok(child) = voice.say(words) {
                self.child = Some((child, Instant::now()));
                return progress;
            }
            self.voices.remove(0);
        }
        Progress::Failed
    }

    fn hush(&mut self) {
        let Some((mut child, _)) = self.child.take() else { return };
        // It may have ended by itself a moment ago.
        let _ = child.kill();
        let _ = child.wait();
        if let Some((voice, hush)) = self.voices.first().and_then(|voice| Some((voice, voice.hush.as_ref()?)))
        {
            let silence =
                Command::new(&voice.program).arg(hush).stdin(Stdio::null()).stdout(Stdio::null()).status();
            // Where even this fails the sentence is read to its end.
            drop(silence);
        }
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        self.hush();
    }
}

/// Whether words that a program began to speak at an instant can have been spoken by now: without a sound device some
/// programs end at once and say that all went well.
fn could_speak(words: &str, since: Instant) -> bool {
    /// Seconds in which nobody speaks a character.
    const TOO_FAST: f32 = 0.02;
    let characters = words.chars().filter(|c| c.is_alphanumeric()).count();
    characters < 4 || since.elapsed().as_secs_f32() > TOO_FAST * characters as f32
}

/// The sentences of a document: each ends after 。！？；… and the marks that close it, or with its paragraph. Where none
/// comes for long it ends for a breath, at a comma if there is one: a text without marks, too, is read piece by piece.
fn sentences(document: &Document) -> Vec<TextRange> {
    /// Bytes after which a breath is drawn at the next comma, and after which it is drawn anywhere: 150 and 300 Han.
    const BREATH: (usize, usize) = (450, 900);
    let mut out = Vec::new();
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        let text = &paragraph.text;
        let mut start = 0;
        let mut push = |start: &mut usize, end: usize| {
            if text[*start..end].contains(char::is_alphanumeric) {
                out.push(TextRange {
                    start: TextPosition::new(index, *start),
                    end: TextPosition::new(index, end),
                });
                *start = end;
            }
        };
        let mut is_over = false;
        for (at, c) in text.char_indices() {
            let ends = matches!(c, '。' | '！' | '？' | '；' | '…' | '!' | '?');
            if is_over && !ends && !matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | ')') {
                push(&mut start, at);
                is_over = false;
            }
            let is_pause = matches!(c, '，' | '、' | '：' | ',' | ' ' | '　');
            let length = at - start;
            is_over |= ends || (is_pause && length > BREATH.0) || length > BREATH.1;
        }
        push(&mut start, text.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_the_marks_that_close_them() {
        let document = Document::of(&["河开了", "他说：“来吧！”大家走……走了。好？！（是的。）", "——"]);
        let texts: Vec<String> = sentences(&document).into_iter().map(|range| document.text(range)).collect();
        assert_eq!(texts, ["河开了", "他说：“来吧！”", "大家走……", "走了。", "好？！", "（是的。）"]);
    }

    #[test]
    fn a_text_without_full_stops_is_read_piece_by_piece() {
        let texts = ["水".repeat(40_000), format!("{}，{}", "山".repeat(200), "石".repeat(200))];
        let document = Document::of(&texts.each_ref().map(String::as_str));
        let ranges = sentences(&document);
        let pieces: Vec<String> = ranges.iter().map(|range| document.text(*range)).collect();
        assert_eq!(pieces.concat(), texts.concat());
        assert!(pieces.iter().all(|piece| piece.len() < 1_000));
        assert!(pieces.contains(&format!("{}，", "山".repeat(200))));
    }

    /// A voice that does what a line of shell says, `$0` being the words.
    #[cfg(unix)]
    fn voice(script: &str) -> Voice {
        Voice {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            reads_input: false,
            hush: None,
        }
    }

    #[cfg(unix)]
    fn wait(speech: &mut Speech) -> Progress {
        let begun = Instant::now();
        loop {
            match speech.poll() {
                Progress::Same if begun.elapsed().as_secs() < 20 => {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                progress => return progress,
            }
        }
    }

    #[test]
    #[cfg(unix)]
    fn sentences_are_read_one_after_another_from_the_place_asked() {
        let document = Document::of(&["一。二。三。"]);
        let mut speech = Speech::new(vec![voice("true")], &document, TextPosition::new(0, 6));
        assert_eq!(speech.count(), (2, 3));
        assert_eq!(wait(&mut speech), Progress::Next);
        assert_eq!(speech.sentence().map(|range| document.text(range)).as_deref(), Some("三。"));
        assert_eq!(wait(&mut speech), Progress::Done);
    }

    #[test]
    #[cfg(unix)]
    fn a_voice_that_fails_makes_way_and_none_is_told() {
        let document = Document::of(&["一。"]);
        let mut speech = Speech::new(vec![voice("false"), voice("true")], &document, TextPosition::default());
        assert_eq!(wait(&mut speech), Progress::Done);
        let mut speech = Speech::new(vec![voice("false")], &document, TextPosition::default());
        assert_eq!(wait(&mut speech), Progress::Failed);
        // A program that has spoken a long sentence in no time has not spoken.
        let document = Document::of(&["今天江上的大桥通车，两岸的居民都来了。".repeat(9).as_str()]);
        let mut speech = Speech::new(vec![voice("true")], &document, TextPosition::default());
        assert_eq!(wait(&mut speech), Progress::Failed);
    }

    #[test]
    #[cfg(unix)]
    fn a_pause_is_silent_and_goes_on_with_the_same_sentence() {
        let document = Document::of(&["一。二。"]);
        let mut speech = Speech::new(vec![voice("exec sleep 30")], &document, TextPosition::default());
        assert_eq!(speech.poll(), Progress::Same);
        let begun = Instant::now();
        speech.toggle_pause();
        assert!(speech.child.is_none() && begun.elapsed().as_secs() < 10, "the program is ended");
        assert_eq!((speech.poll(), speech.count()), (Progress::Same, (1, 2)));
        assert!(speech.child.is_none());
        speech.toggle_pause();
        assert_eq!((speech.poll(), speech.count()), (Progress::Same, (1, 2)));
        assert!(speech.child.is_some());
    }
}
