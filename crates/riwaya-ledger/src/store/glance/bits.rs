//! Which of many are chosen.

#[derive(Clone, Debug)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn none_of(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    pub(super) fn choose(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn each(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(nth, word)| {
            let next = |word: &u64| Some(word & (word - 1)).filter(|left| *left != 0);
            std::iter::successors(Some(*word).filter(|w| *w != 0), next)
                .map(move |word| nth * 64 + word.trailing_zeros() as usize)
        })
    }
}
