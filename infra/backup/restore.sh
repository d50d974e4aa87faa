#!/usr/bin/env bash
# Unpacks a base backup into an empty folder and proves it whole: infra/backup/restore.sh BACKUP NEW_DATA_FOLDER [INSTANT]
# It never touches a running server. With INSTANT (and ONROLL_WAL_ARCHIVE) the log is replayed up to then.
# Afterwards start PostgreSQL on the new folder, run `onroll check`, and look at the figures before letting people in.
set -euo pipefail
backup=${1:?usage: restore.sh BACKUP NEW_DATA_FOLDER [INSTANT]}
target=${2:?usage: restore.sh BACKUP NEW_DATA_FOLDER [INSTANT]}
instant=${3:-}
if [ -e "$target" ] && [ -n "$(ls -A "$target")" ]; then
  echo "$target is not empty: a restore never writes over data." >&2
  exit 2
fi
umask 077
mkdir -p "$target"
tar --extract --gzip --file "$backup/base.tar.gz" --directory "$target"
tar --extract --gzip --file "$backup/pg_wal.tar.gz" --directory "$target/pg_wal"
cp "$backup/backup_manifest" "$target/"
pg_verifybackup "$target"
if [ -n "$instant" ]; then
  : "${ONROLL_WAL_ARCHIVE:?the folder with the archived log}"
  {
    echo "restore_command = 'cp \"$ONROLL_WAL_ARCHIVE/%f\" \"%p\"'"
    echo "recovery_target_time = '$instant'"
    echo "recovery_target_action = 'pause'"
  } >>"$target/postgresql.auto.conf"
  touch "$target/recovery.signal"
fi
echo "Restored to $target. A new epoch for the event feeds is needed: readers rebuild from the start (RE-14)."
