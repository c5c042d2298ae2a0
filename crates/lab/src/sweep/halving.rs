//! Successive halving: most settings are given few epochs, the best of them more (Jamieson & Talwalkar, 2016,
//! <https://arxiv.org/abs/1502.07943>).

use std::collections::BTreeSet;

use serde::Serialize;

/// Each rung trains the settings that are left anew from the first step: to go on where the last rung ended, every net
/// would have to stay in memory with its data. That costs at most half as much again with a factor of 3, and less with a larger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Halving {
    /// Of so many settings one goes on; and it is given so many times the epochs.
    pub factor: u64,
    /// The epochs of the first rung.
    pub min_epochs: u64,
}

impl Halving {
    /// The epochs of each rung; the last, `None`, is the whole run of `total`.
    pub(super) fn rungs(self, total: u64) -> impl Iterator<Item = Option<u64>> {
        let next = move |epochs: &u64| epochs.checked_mul(self.factor);
        let rungs = std::iter::successors(Some(self.min_epochs), next).take_while(move |&epochs| epochs < total);
        rungs.map(Some).chain([None])
    }

    /// How many of `settings` go on.
    pub(super) fn kept(self, settings: usize) -> usize {
        1.max(settings / self.factor as usize)
    }

    /// Which settings go on, by the costs of each one's seeds: those with the least median, of equals the first.
    pub(super) fn best(self, costs: &[Vec<f64>]) -> BTreeSet<usize> {
        let medians: Vec<f64> = costs.iter().map(|costs| median(costs)).collect();
        let mut order: Vec<usize> = (0..costs.len()).collect();
        // A stable sort.
        order.sort_by(|&one, &other| medians[one].total_cmp(&medians[other]));
        order.truncate(self.kept(costs.len()));
        order.into_iter().collect()
    }
}

/// The median; the mean of the two in the middle where their number is even.
fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) { f64::midpoint(values[middle - 1], values[middle]) } else { values[middle] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rungs_grow_by_the_factor_up_to_the_whole_run() {
        let rungs = |factor, min_epochs, total| Halving { factor, min_epochs }.rungs(total).collect::<Vec<_>>();
        assert_eq!(rungs(3, 1, 27), [Some(1), Some(3), Some(9), None]);
        assert_eq!(rungs(2, 5, 30), [Some(5), Some(10), Some(20), None]);
        assert_eq!(rungs(3, 10, 10), [None]);
        assert_eq!(rungs(u64::MAX, 2, 10), [Some(2), None]);
    }

    #[test]
    fn the_least_medians_go_on_and_of_equals_the_first() {
        let best =
            |factor, costs: &[Vec<f64>]| Halving { factor, min_epochs: 1 }.best(costs).into_iter().collect::<Vec<_>>();
        assert_eq!(best(2, &[vec![3.0], vec![1.0], vec![1.0], vec![f64::INFINITY]]), [1, 2]);
        assert_eq!(best(3, &[vec![1.0], vec![1.0], vec![1.0]]), [0]);
        // Fewer than the factor: one goes on.
        assert_eq!(best(3, &[vec![2.0], vec![1.0]]), [1]);
        // One bad seed does not spoil a setting of three, nor does one good save it.
        let (good, bad) = (vec![1.0, 1.0, f64::INFINITY], vec![0.0, 5.0, 5.0]);
        assert_eq!(best(2, &[bad, good]), [1]);
    }
}
