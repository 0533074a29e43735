//! Processes and the machine they run on.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use riwaya_bench::root;

use super::Result;

/// The command, built here so that what is measured is what stands in the tree.
pub fn command() -> Result<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["build", "--release", "-p", "riwaya", "--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8(built.stdout)?;
    let executable = text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let path = executable.filter_map(|v| v["executable"].as_str().map(PathBuf::from)).next_back();
    path.ok_or_else(|| "the command was not built".into())
}

/// Starts a process.
pub fn spawn(command: &Path, args: &[&str], stdout: Stdio) -> Result<Child> {
    Ok(Command::new(command).args(args).stdin(Stdio::piped()).stdout(stdout).spawn()?)
}

/// What a process took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Seconds from its start to its end.
    pub wall: f64,
    /// Seconds on the cores, of all its threads (0 where the system does not tell).
    pub cpu: f64,
    /// The most memory that it held, in bytes (`VmHWM`; 0 where the system does not tell).
    pub peak: usize,
}

/// Watches a process to its end. What it takes within the last two milliseconds is not seen.
pub fn cost(mut child: Child) -> Result<Cost> {
    let (started, folder) = (Instant::now(), format!("/proc/{}", child.id()));
    let mut cost = Cost::default();
    while child.try_wait()?.is_none() {
        let status = std::fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
        cost.peak = cost.peak.max(peak_of(&status));
        let stat = std::fs::read_to_string(format!("{folder}/stat")).unwrap_or_default();
        // After the name in brackets: the state is the first, the time of the process and of the system the 12th and 13th.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = fields.get(11..13).into_iter().flatten().filter_map(|t| t.parse::<f64>().ok());
        // The first thread's own time is told in finer steps.
        let first = std::fs::read_to_string(format!("{folder}/schedstat")).unwrap_or_default();
        let first = first.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or_default() / 1e9;
        cost.cpu = cost.cpu.max(ticks.sum::<f64>() / 100.0).max(first);
        std::thread::sleep(Duration::from_millis(2));
    }
    cost.wall = started.elapsed().as_secs_f64();
    Ok(cost)
}

fn peak_of(status: &str) -> usize {
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map(|l| l.trim().trim_end_matches(" kB"));
    line.and_then(|kib| kib.parse::<usize>().ok()).unwrap_or(0) * 1024
}

/// The most memory that this process held.
pub fn own_peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    format!("{:.0} MB", super::mega(peak_of(&status)))
}

/// The machine.
pub fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|l| l.strip_prefix("model name")).and_then(|l| l.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} ({cores} cores)", model.map_or(std::env::consts::ARCH, |(_, m)| m))
}

/// How many processes wanted a core in the last minute.
pub fn load() -> String {
    let told = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().next().unwrap_or("unknown").to_owned()
}

/// The commit that is measured.
pub fn commit() -> String {
    let git = |args: &[&str]| {
        let out = Command::new("git").current_dir(root()).args(args).output().ok()?;
        Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    git(&["describe", "--always", "--dirty=-and-changes", "--abbrev=12"]).unwrap_or_default()
}
