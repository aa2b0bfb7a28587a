"""Write every view on one page: `make gallery`."""

from pathlib import Path

from playground.gallery import write_gallery
from playground.samples import all_samples

TARGET = Path("gallery") / "index.html"

if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    samples = list(all_samples())
    write_gallery(samples, TARGET)
    print(f"{len(samples)} views stand in {TARGET.resolve().as_uri()}")  # noqa: T201
