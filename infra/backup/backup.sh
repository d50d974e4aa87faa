#!/usr/bin/env bash
# One base backup of the whole server with the log that belongs to it: infra/backup/backup.sh FOLDER
# Daily by a timer; for RPO <= 60 s the server also archives its log (archive.conf beside this file).
# Keys are kept apart from the data (RE-53): copy the folder of ONROLL_KEYS to another place yourself.
set -euo pipefail
folder=${1:?usage: backup.sh FOLDER}
: "${ONROLL_BACKUP_URL:?a PostgreSQL URL of a role with REPLICATION}"
umask 077
name=$(date -u +%Y-%m-%dT%H%M%SZ)
mkdir -p "$folder"
pg_basebackup --dbname "$ONROLL_BACKUP_URL" --pgdata "$folder/.$name" --format tar --gzip \
  --wal-method stream --checkpoint fast --manifest-checksums SHA256
mv "$folder/.$name" "$folder/$name"
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '????-??-??T*' -mtime +35 -exec rm -r {} +
echo "$folder/$name"
