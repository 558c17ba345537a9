//! Rows of bits, packed: a row says by how much each set bit is behind the one before it (Rice code), for most are few.
//!
//! ```text
//! row: bytes that follow, low bits of a step, steps: ones for the high part, a zero, the low bits
//! ```

/// Appends a row.
pub fn push(packed: &mut Vec<u8>, row: &[u8]) {
    let count = row.iter().map(|byte| byte.count_ones() as usize).sum::<usize>();
    if count == 0 {
        return packed.push(0);
    }
    // Seven tenths of the middle step are the best parting of high from low.
    let low = (row.len() * 8 * 7 / (count * 10)).checked_ilog2().unwrap_or(0) as usize;
    let start = packed.len();
    packed.extend([0, low as u8]);
    // Bits that fill no byte yet, and their number. A high part without its end is no step, so ones fill the last byte.
    let (mut open, mut filled, mut next) = (0_u64, 0, 0);
    let mut put = |packed: &mut Vec<u8>, bits: u64, number: usize| {
        open |= bits << filled;
        filled += number;
        while filled >= 8 {
            packed.push(open as u8);
            open >>= 8;
            filled -= 8;
        }
        (open, filled)
    };
    for (at, byte) in row.iter().enumerate() {
        let mut byte = *byte;
        while byte != 0 {
            let place = at * 8 + byte.trailing_zeros() as usize;
            byte &= byte - 1;
            let step = (place - next) as u64;
            let (mut high, rest) = ((step >> low) as usize, step & ((1 << low) - 1));
            while high >= 32 {
                put(packed, u32::MAX.into(), 32);
                high -= 32;
            }
            put(packed, ((1 << high) - 1) | rest << (high + 1), high + 1 + low);
            next = place + 1;
        }
    }
    if let (open, filled @ 1..) = put(packed, 0, 0) {
        packed.push(open as u8 | 0xff << filled);
    }
    packed[start] = (packed.len() - start - 1) as u8;
}

/// The row of a number, of so many bytes; `None` where it is none.
pub fn nth(mut packed: &[u8], number: usize, bytes: usize) -> Option<Vec<u8>> {
    for _ in 0..number {
        packed = packed.get(1 + usize::from(*packed.first()?)..)?;
    }
    let (length, rest) = packed.split_first()?;
    let mut row = vec![0; bytes];
    let Some((low, steps)) = rest.get(..usize::from(*length))?.split_first() else { return Some(row) };
    let mut bits = steps.iter().flat_map(|byte| (0..8).map(move |at| byte & 1 << at != 0));
    let mut next = 0;
    let mut step = || {
        let mut high = 0;
        while bits.next()? {
            high += 1;
        }
        (0..*low).try_fold(high << low, |step, bit| Some(step | usize::from(bits.next()?) << bit))
    };
    while let Some(step) = step() {
        let place = next + step;
        *row.get_mut(place / 8)? |= 1 << (place % 8);
        next = place + 1;
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A packed row, bit by bit as the form says.
    fn slowly(row: &[u8]) -> Vec<u8> {
        let set: Vec<usize> = (0..row.len() * 8).filter(|bit| row[bit / 8] & 1 << (bit % 8) != 0).collect();
        if set.is_empty() {
            return vec![0];
        }
        let low = (row.len() * 8 * 7 / (set.len() * 10)).checked_ilog2().unwrap_or(0) as usize;
        let (mut bits, mut next) = (Vec::new(), 0);
        for place in set {
            bits.extend(vec![true; (place - next) >> low]);
            bits.push(false);
            bits.extend((0..low).map(|bit| (place - next) & 1 << bit != 0));
            next = place + 1;
        }
        let byte =
            |bits: &[bool]| (0..8).fold(0, |byte, at| byte | u8::from(*bits.get(at).unwrap_or(&true)) << at);
        let bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
        [&[bytes.len() as u8 + 1, low as u8], &bytes[..]].concat()
    }

    proptest! {
        #[test]
        fn rows_come_back_and_few_bits_take_little_room(
            rows in prop::collection::vec((prop::collection::vec(any::<u8>(), 60), 0..9_u32), 1..5),
        ) {
            // From full rows to empty ones.
            let thin = |(row, times): &(Vec<u8>, u32)| -> Vec<u8> {
                row.iter().enumerate().map(|(at, byte)| if at as u32 % 8 < *times { 0 } else { *byte }).collect()
            };
            let rows: Vec<Vec<u8>> = rows.iter().map(thin).collect();
            let mut packed = Vec::new();
            rows.iter().for_each(|row| push(&mut packed, row));
            prop_assert_eq!(&packed, &rows.iter().flat_map(|row| slowly(row)).collect::<Vec<u8>>());
            for (number, row) in rows.iter().enumerate() {
                prop_assert_eq!(nth(&packed, number, 60), Some(row.clone()));
            }
            prop_assert_eq!(nth(&packed, rows.len(), 60), None);
        }
    }

    #[test]
    fn a_row_is_never_much_longer_than_its_bits_and_mostly_shorter() {
        let length = |row: [u8; 60]| {
            let mut packed = Vec::new();
            push(&mut packed, &row);
            packed.len()
        };
        assert_eq!([length([0; 60]), length([0xff; 60])], [1, 62]);
        let one = std::array::from_fn(|at| u8::from(at == 59));
        assert_eq!(length(one), 4);
        assert!(length([0b0000_0001; 60]) < 40);
    }
}
