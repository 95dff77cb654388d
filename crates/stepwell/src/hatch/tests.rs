//! Whose folder it has to be, and how long a message may take.

use super::*;

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(20)
}

fn mode(folder: &Path) -> u32 {
    std::fs::symlink_metadata(folder).unwrap().mode() & 0o777
}

#[test]
fn a_folder_of_ones_own_is_made_and_used_again() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("commands");
    drop(listen(&folder).unwrap());
    assert_eq!(mode(&folder), 0o700);
    // Left over from a clinic that was killed.
    let listener = listen(&folder).unwrap();
    let stream = UnixStream::connect(socket(&folder)).unwrap();
    own_listener(&folder, &stream).unwrap();
    drop(listener);
}

#[test]
fn a_folder_that_others_enter_is_refused_and_left_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("commands");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    assert!(listen(&folder).is_err() && own(&folder).is_err());
    assert_eq!(mode(&folder), 0o755);
}

#[test]
fn a_link_to_a_folder_is_refused_and_what_it_leads_to_is_left_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let (elsewhere, folder) = (
        place.path().join("elsewhere"),
        place.path().join("commands"),
    );
    std::fs::create_dir(&elsewhere).unwrap();
    for mode_there in [0o755, 0o700] {
        std::fs::set_permissions(&elsewhere, Permissions::from_mode(mode_there)).unwrap();
        let _ = std::fs::remove_file(&folder);
        std::os::unix::fs::symlink(&elsewhere, &folder).unwrap();
        assert!(listen(&folder).is_err() && own(&folder).is_err());
        assert_eq!(mode(&elsewhere), mode_there);
    }
}

#[test]
fn whoever_sends_byte_by_byte_is_left_when_the_time_is_up() {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let ending = Arc::clone(&over);
    let dripping = std::thread::spawn(move || {
        while !ending.load(Ordering::Relaxed) && theirs.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(10));
        }
    });
    let late = receive(
        &ours,
        CHANGE_BYTES_MAX,
        Instant::now() + Duration::from_millis(200),
    );
    over.store(true, Ordering::Relaxed);
    dripping.join().unwrap();
    assert!(late.unwrap_err().to_string().contains("in time"));
}

#[test]
fn what_is_too_long_or_no_text_gets_a_sentence() {
    for (bytes, said) in [
        (vec![b' '; 100 * 1024], "may be 1024"),
        (vec![0xff, 0xfe], "not text"),
    ] {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        let sending = std::thread::spawn(move || {
            theirs.write_all(&bytes).unwrap();
            theirs.shutdown(Shutdown::Write).unwrap();
            receive(&theirs, ANSWER_BYTES_MAX, soon()).unwrap()
        });
        let refused = receive(&ours, 1024, soon()).unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
        send(&ours, &refused, soon()).unwrap();
        drop(ours);
        assert_eq!(sending.join().unwrap(), refused);
    }
}
