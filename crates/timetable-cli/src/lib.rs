//! timetable-cli
