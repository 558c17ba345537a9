//! Passwords of PDF files as the person gave them: kept while the program runs, and written nowhere.

use crate::archive::PageError;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfData};
use std::sync::{Mutex, PoisonError};

static GIVEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Gives a password that encrypted files are tried with from now on.
pub fn give_password(password: &str) {
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    if !given.iter().any(|other| other == password) {
        given.push(password.to_owned());
    }
}

/// Opens a file, with a password that was given where it asks for one.
pub(super) fn open(bytes: Vec<u8>) -> Result<Pdf, PageError> {
    let data = PdfData::from(bytes);
    let reason = match Pdf::new(data.clone()) {
        Ok(pdf) => return Ok(pdf),
        Err(reason) => reason,
    };
    match reason {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            let given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let opened = given.iter().find_map(|word| Pdf::new_with_password(data.clone(), word).ok());
            opened.ok_or(PageError::Password)
        }
        LoadPdfError::Decryption(_) => Err(PageError::Encrypted),
        LoadPdfError::Invalid => Err(PageError::Damaged),
    }
}
