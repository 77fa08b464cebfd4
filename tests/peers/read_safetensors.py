"""Prints what a safetensors file holds, one line per array: name, type, shape, bytes in hex.

Reads the format with struct and json alone, so that it is an independent opinion.
"""

import json
import struct
import sys


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    (length,) = struct.unpack_from("<Q", raw, 0)
    header = json.loads(raw[8 : 8 + length].decode("utf-8"))
    data = raw[8 + length :]
    notes = header.pop("__metadata__", {})
    return notes, header, data


def main(path):
    notes, header, data = read(path)
    for key, text in sorted(notes.items()):
        print("note", json.dumps(key), json.dumps(text))
    for name, entry in sorted(header.items()):
        begin, end = entry["data_offsets"]
        count = 1
        for extent in entry["shape"]:
            count *= extent
        code = {"F32": "f", "I64": "q", "U8": "B"}[entry["dtype"]]
        values = struct.unpack("<%d%s" % (count, code), data[begin:end])
        again = struct.pack(">%d%s" % (count, code), *values)
        print("array", json.dumps(name), entry["dtype"], entry["shape"], again.hex())


if __name__ == "__main__":
    main(sys.argv[1])
