#!/bin/sh
# A long test, by hand and as root: a bare Debian 12 in a folder, a clone of the committed tree in it, then
# the README's two commands and one as a user who may install nothing. Needs debootstrap and 8 GB of disk.
#
#   tests/workbench/fresh_machine.sh FOLDER    what each step took and fetched: FOLDER/measured.txt
set -eu
top=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
[ $# = 1 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(readlink -f "$1")
root=$folder/root
measured=$folder/measured.txt
: >"$measured"

note() { printf '%s\n' "$*" | tee -a "$measured"; }
size() { du -sm "$1" 2>/dev/null | cut -f 1; }

# A step runs in name spaces of its own: nothing that it starts or mounts outlives it.
inside() { # inside USER COMMAND
  # shellcheck disable=SC2016 # $0 and $1 are the inner shell's
  unshare --mount --pid --fork --kill-child sh -c '
    mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" && exec chroot "$0" "$@"' "$root" \
    /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt su "$1" -c "$2"
}
step() { # step USER COMMAND
  began=$(date +%s)
  status=0
  inside "$1" "cd ~/elbolab && $2" >"$folder/step.txt" 2>&1 || status=$?
  cat "$folder/step.txt" >>"$folder/log.txt"
  note "$1: $2: exit code $status, $(($(date +%s) - began)) s"
  grep -E '^(Installing|Installed|Built|Installing|The browser)|passed, |ran; pages| ok, ' "$folder/step.txt" |
    sed 's/^/    /' | tee -a "$measured"
  [ $status = 0 ] || { tail -n 40 "$folder/step.txt"; exit 1; }
}

if [ ! -d "$root/usr" ]; then
  debootstrap bookworm "$root" "$(sed -n 's/^URIs: *//p; s/^deb \(http[^ ]*\).*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)" >"$folder/debootstrap.txt"
fi
# What lets this machine reach its package servers lets the fresh one reach them too.
for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources /etc/apt/apt.conf.d /etc/resolv.conf \
  /etc/hosts /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt; do
  [ ! -e "$file" ] || { mkdir -p "$root$(dirname "$file")" && cp -rL "$file" "$root$(dirname "$file")/"; }
done
inside root 'id me >/dev/null 2>&1 || useradd --create-home me'
for home in root home/me; do
  rm -rf "${root:?}/$home/elbolab"
  git clone -q "$top" "$root/$home/elbolab"
done
inside root 'chown -R me: /home/me/elbolab'

step root 'environment/workbench run'
step root 'environment/workbench test'
step me 'environment/workbench run'
note "Maven's repository: $(size "$root/root/.m2") MB; npm's: $(size "$root/root/.npm") MB; build: $(size "$root/root/elbolab/build") MB"
