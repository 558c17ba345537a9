//! Whether the notebook's folder is on a network drive, where locks and syncing are what the server makes of them.

use std::path::Path;

/// File systems that keep their files on another machine.
const REMOTE: [&str; 9] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "fuse.rclone"];

/// The kind of network drive that a folder is on; `None` on a disk of this machine, or where the system does not say.
pub(super) fn drive(dir: &Path) -> Option<String> {
    let dir = std::fs::canonicalize(dir).ok()?;
    if dir.to_string_lossy().starts_with(r"\\?\UNC\") {
        return Some("smb".into());
    }
    let mounts = std::fs::read_to_string("/proc/self/mounts").ok()?;
    kind(&mounts, &dir).filter(|kind| REMOTE.contains(&kind.as_str()))
}

/// The file system of the innermost mount that holds a folder, from a table of mounts as Linux has it.
fn kind(mounts: &str, dir: &Path) -> Option<String> {
    let entries = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        // Spaces in a mount point are written in octal.
        Some((fields.next()?.replace("\\040", " "), fields.next()?))
    });
    let holding = entries.filter(|(point, _)| dir.starts_with(point));
    holding.max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_counts() {
        let mounts =
            "/dev/sda1 / ext4 rw 0 0\nserver:/x /home/my\\040files nfs4 rw 0 0\nproc /proc proc rw 0 0\n";
        assert_eq!(kind(mounts, Path::new("/home/my files/notes")).as_deref(), Some("nfs4"));
        assert_eq!(kind(mounts, Path::new("/home/other")).as_deref(), Some("ext4"));
        assert_eq!(drive(&std::env::temp_dir()), None);
    }
}
