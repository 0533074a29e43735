//! How well a claim's confidence tells whether it is right.

use serde_json::{Value, json};

use crate::scores::ten_thousandths;

/// Bands of confidence, equally wide.
const BANDS: usize = 10;

/// The claims of one band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Band {
    claims: usize,
    /// Attributed as expected.
    right: usize,
    /// Their confidences together, in thousandths.
    confidence: usize,
}

/// Read claims by their confidence: in each band the share that is right (event, chain and stance) beside the mean
/// confidence. Calibrated means that the two agree (Guo et al. 2017, expected calibration error).
///
/// ```
/// let mut calibration = riwaya_eval::Calibration::default();
/// calibration.add(900, true);
/// calibration.add(900, false);
/// assert!((calibration.error() - 0.4).abs() < 1e-9);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibration([Band; BANDS]);

impl Calibration {
    /// Adds a claim of so many thousandths of confidence.
    pub fn add(&mut self, thousandths: u16, right: bool) {
        let of = usize::from(thousandths.min(1000));
        let band = &mut self.0[(of * BANDS / 1000).min(BANDS - 1)];
        band.claims += 1;
        band.right += usize::from(right);
        band.confidence += of;
    }

    /// How far confidence and share of right claims lie apart, on the average over claims, from 0 to 1; 0 without claims.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of claims are far below 2^53")]
    pub fn error(&self) -> f64 {
        let claims: usize = self.0.iter().map(|b| b.claims).sum();
        let apart: f64 = self.0.iter().map(|b| (b.confidence as f64 / 1000.0 - b.right as f64).abs()).sum();
        if claims == 0 { 0.0 } else { apart / claims as f64 }
    }

    /// The bands that have claims, and the error: `{"error", "bands": [{"from", "claims", "confidence", "right"}]}`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of claims are far below 2^53")]
    pub fn to_json(&self) -> Value {
        let band = |(k, b): (usize, &Band)| {
            let n = b.claims as f64;
            json!({
                "from": k as f64 / BANDS as f64,
                "claims": b.claims,
                "confidence": ten_thousandths(b.confidence as f64 / 1000.0 / n),
                "right": ten_thousandths(b.right as f64 / n),
            })
        };
        let bands: Vec<Value> = self.0.iter().enumerate().filter(|(_, b)| b.claims > 0).map(band).collect();
        json!({"error": ten_thousandths(self.error()), "bands": bands})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_that_is_right_as_often_as_it_says_has_no_error() {
        let mut calibration = Calibration::default();
        for right in [true, true, true, false] {
            calibration.add(750, right);
        }
        assert!(calibration.error() < 1e-9, "{}", calibration.error());
        calibration.add(1000, false);
        assert!((calibration.error() - 0.2).abs() < 1e-9, "{}", calibration.error());
        let bands = calibration.to_json()["bands"].as_array().map(Vec::len);
        assert_eq!(bands, Some(2));
    }
}
