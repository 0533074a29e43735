//! Numbers, quantities, dates, periods, times and durations of Arabic text.
