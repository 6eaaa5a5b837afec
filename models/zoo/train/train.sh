#!/bin/bash
# Trains the shipped models again from nothing: makes a Python environment, fetches fonts,
# trains, converts, measures, and writes models, samples, cards and test data into
# models/zoo. EDGED_DATA (default ../shared/data beside the repository) must hold
# text/amazon_cells_labelled.txt and text/imdb_labelled.txt of the UCI sentiment sentences;
# without them only the digits model is trained. ZOO_CACHE keeps environment and fonts.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
zoo=$(dirname "$here")
root=$(cd "$zoo/../.." && pwd)
cache=${ZOO_CACHE:-$root/.cache/zoo}
data=${EDGED_DATA:-$root/../shared/data}
export TF_CPP_MIN_LOG_LEVEL=3 PYTHONDONTWRITEBYTECODE=1

for tool in python3 apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || { echo "train.sh: $tool is missing; run on Debian with python3-venv" >&2; exit 1; }
done
mkdir -p "$cache"
[ -x "$cache/venv/bin/python" ] || python3 -m venv "$cache/venv"
"$cache/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"

"$cache/venv/bin/python" "$here/digits.py" --fonts "$cache/fonts" --out "$zoo/digits"
if [ -f "$data/text/amazon_cells_labelled.txt" ]; then
  "$cache/venv/bin/python" "$here/sentiment.py" --data "$data/text" --out "$zoo/sentiment"
else
  echo "train.sh: no UCI sentences below $data/text; sentiment is left as it is" >&2
fi
