//! A small judge: how much some features speak for a yes, in log-odds.
//!
//! A weighted sum and, beside it, hidden units that see features together: nearness counts for much where a page
//! prints headlines after their texts, and for nothing where they stand apart.

/// Hidden units of a judge.
pub(crate) const HIDDEN: usize = 10;

/// Weights of a judge of so many features: of the sum, then of each hidden unit, then what each of these counts for.
pub(crate) const fn size(width: usize) -> usize {
    width + HIDDEN * (width + 1)
}

/// The log-odds of a yes.
pub(crate) fn log_odds(weights: &[f32], features: &[f32]) -> f32 {
    let (sum, hidden, out) = parts(weights, features.len());
    let mut units = [0.0; HIDDEN];
    let mut odds = 0.0;
    for (f, value) in features.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        odds += sum[f] * value;
        for (unit, weight) in units.iter_mut().zip(&hidden[f * HIDDEN..]) {
            *unit += weight * value;
        }
    }
    odds + units.iter().zip(out).map(|(unit, weight)| unit.max(0.0) * weight).sum::<f32>()
}

/// Contributions of the features to the log-odds, which are their sum: of the hidden units those count that are not at rest.
pub(crate) fn contributions(weights: &[f32], features: &[f32]) -> Vec<f32> {
    let (sum, hidden, out) = parts(weights, features.len());
    let row = |f: usize| &hidden[f * HIDDEN..(f + 1) * HIDDEN];
    let unit = |h: usize| features.iter().enumerate().map(|(f, value)| row(f)[h] * value).sum::<f32>();
    let active: Vec<usize> = (0..HIDDEN).filter(|&h| unit(h) > 0.0).collect();
    let of = |(f, value): (usize, &f32)| {
        value * (sum[f] + active.iter().map(|&h| row(f)[h] * out[h]).sum::<f32>())
    };
    features.iter().enumerate().map(of).collect()
}

/// The probability of log-odds.
pub(crate) fn probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// A judge's weights by what they are of: features, features × hidden units, hidden units.
pub(crate) fn parts(weights: &[f32], width: usize) -> (&[f32], &[f32], &[f32]) {
    let (sum, rest) = weights.split_at(width);
    let (hidden, out) = rest.split_at(width * HIDDEN);
    (sum, hidden, out)
}

/// Adds to a gradient what the log-odds of some features change by for each weight, times a factor.
#[cfg_attr(not(feature = "training"), allow(dead_code))]
pub(crate) fn add_gradient(weights: &[f32], features: &[f32], factor: f32, gradient: &mut [f32]) {
    let width = features.len();
    let (_, hidden, out) = parts(weights, width);
    let some = || features.iter().enumerate().filter(|(_, value)| **value != 0.0);
    let mut units = [0.0; HIDDEN];
    for (f, value) in some() {
        for (unit, weight) in units.iter_mut().zip(&hidden[f * HIDDEN..]) {
            *unit += weight * value;
        }
    }
    let (of_out, first) = (width * (HIDDEN + 1), width);
    for (f, value) in some() {
        gradient[f] += factor * value;
        for h in (0..HIDDEN).filter(|&h| units[h] > 0.0) {
            gradient[first + f * HIDDEN + h] += factor * out[h] * value;
        }
    }
    for (slot, unit) in gradient[of_out..].iter_mut().zip(units) {
        *slot += factor * unit.max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gradient_is_what_the_log_odds_change_by_and_contributions_are_what_they_are() {
        const WIDTH: usize = 3;
        let weights: Vec<f32> = (0..size(WIDTH)).map(|i| ((i * 37 % 19) as f32 - 9.0) / 10.0).collect();
        let features = [1.0, 0.0, -0.7];
        let mut gradient = vec![0.0; weights.len()];
        add_gradient(&weights, &features, 1.0, &mut gradient);
        for i in 0..weights.len() {
            let moved = |by: f32| {
                let mut weights = weights.clone();
                weights[i] += by;
                log_odds(&weights, &features)
            };
            let change = (moved(0.01) - moved(-0.01)) / 0.02;
            assert!((change - gradient[i]).abs() < 0.01, "{i}: {change} {}", gradient[i]);
        }
        let sum: f32 = contributions(&weights, &features).iter().sum();
        assert!((sum - log_odds(&weights, &features)).abs() < 1e-5);
    }
}
