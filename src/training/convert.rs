//! Weights of the first format, which had no header and left out the zeros at the end of rows.

use crate::segmentation::feature::Extractor;
use crate::segmentation::weights::{UNIT, Weights};
use std::collections::HashMap;

/// Reads the older format; whatever does not fit is refused.
pub(super) fn read(text: &str) -> Result<Weights, String> {
    let extractor = Extractor::new();
    let mut out = Weights::zero(&extractor);
    let mut rows: HashMap<String, &mut [f32]> = out.rows(&extractor).collect();
    for line in text.lines().skip(1) {
        let mut fields = line.split(' ');
        let name = fields.next().unwrap_or_default();
        let row = rows.remove(name).ok_or_else(|| format!("no row is called {name}"))?;
        let fields: Vec<&str> = fields.collect();
        if fields.len() > row.len() {
            return Err(format!("{name} is too long"));
        }
        for (slot, field) in row.iter_mut().zip(fields) {
            *slot = f32::from(field.parse::<i16>().map_err(|e| format!("{name}: {field}: {e}"))?) * UNIT;
        }
    }
    Ok(out)
}
