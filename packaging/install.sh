#!/bin/sh
# Puts Stepwell below /usr/local, makes its account and its folders, and starts nothing. Run again with a newer release,
# it puts that one in place and keeps the program that was there as stepwell.before.
set -eu

prefix=/usr/local
here=$(cd "$(dirname "$0")" && pwd)

if [ "$(id -u)" -ne 0 ]; then
    echo "Run this as root: it installs into $prefix and makes the account stepwell." >&2
    exit 2
fi

program=$prefix/bin/stepwell
if [ -e "$program" ]; then
    is_new=false
    cp -p "$program" "$program.before"
else
    is_new=true
fi

cd "$here"
find bin lib share -type d | while read -r folder; do
    [ -d "$prefix/$folder" ] || install -d -m 0755 "$prefix/$folder"
done
# The program goes last, and in one step: a file that runs cannot be written to.
find lib share -type f | while read -r file; do
    install -m 0644 "$file" "$prefix/$file"
done
install -m 0755 bin/stepwell "$program.new"
mv "$program.new" "$program"

systemd-sysusers "$prefix/lib/sysusers.d/stepwell.conf"
systemd-tmpfiles --create "$prefix/lib/tmpfiles.d/stepwell.conf"
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
fi

version=$("$program" --version)
if $is_new; then
    cat <<TEXT
$version is installed, and nothing was started. Next:
  1. install -m 0640 -g stepwell $prefix/share/doc/stepwell/examples/stepwell.toml /etc/stepwell/stepwell.toml
  2. Change in it what is not so.
  3. The first start, by hand: $prefix/share/doc/stepwell/operating.md
TEXT
else
    cat <<TEXT
$version is installed; the program that was there is $program.before. What runs still runs the old one. With a backup made:
  systemctl stop stepwell
  sudo -u stepwell $program migrate --config /etc/stepwell/stepwell.toml
  systemctl start stepwell
TEXT
fi
