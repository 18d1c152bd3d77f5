"""One peer library over the corpus: one pass to warm up, one that counts. Prints CPU and wall seconds.

usage: peers.py WORK THREADS FILE-LIST
       peers.py versions
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def soundfile_decode():
    import soundfile

    return lambda path: soundfile.read(path, dtype="float32")[0].size


def torchaudio_kaldi(deltas):
    import soundfile
    import torch
    import torchaudio

    torch.set_num_threads(1)

    def work(path):
        samples = torch.from_numpy(soundfile.read(path, dtype="float32")[0])[None] * 32768
        mfcc = torchaudio.compliance.kaldi.mfcc(samples, dither=0.0, sample_frequency=16000)
        for order in range(deltas):
            mfcc = torch.cat([mfcc, torchaudio.functional.compute_deltas(mfcc.T[None])[0].T], dim=1)
        return mfcc.numel()

    return work


def aubio_mfcc():
    import aubio

    def work(path):
        source = aubio.source(path, 0, 160)
        vocoder, mfcc = aubio.pvoc(512, 160), aubio.mfcc(512, 40, 13, source.samplerate)
        values = 0
        while True:
            samples, read = source()
            values += mfcc(vocoder(samples)).size
            if read < 160:
                return values

    return work


def aubio_yinfft():
    import aubio

    def work(path):
        source = aubio.source(path, 0, 512)
        pitch = aubio.pitch("yinfft", 2048, 512, source.samplerate)
        values = 0.0
        while True:
            samples, read = source()
            values += pitch(samples)[0]
            if read < 512:
                return values

    return work


WORKS = {
    "soundfile-decode": soundfile_decode,
    "torchaudio-kaldi-mfcc": lambda: torchaudio_kaldi(0),
    "torchaudio-kaldi-mfcc-deltas": lambda: torchaudio_kaldi(2),
    "aubio-mfcc": aubio_mfcc,
    "aubio-yinfft": aubio_yinfft,
}


def versions():
    import aubio
    import soundfile
    import torchaudio

    return f"libsndfile {soundfile.__libsndfile_version__}, torchaudio {torchaudio.__version__}, aubio {aubio.version}"


def main():
    if sys.argv[1] == "versions":
        print(versions())
        return
    name, threads, listing = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    with open(listing, encoding="utf-8") as lines:
        files = lines.read().splitlines()
    work = WORKS[name]()

    def one_pass():
        if threads == 1:
            return sum(map(work, files))
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(work, files))

    one_pass()
    cpu, wall = time.process_time(), time.perf_counter()
    one_pass()
    print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}))


main()
