"""Where the digits' shapes come from: open fonts, packaged by Debian.

PACKAGES lists what is downloaded; FAMILIES maps a family to its files (globs below
usr/share/fonts) and says whether the model may see it in training or only in the test.
Every font is under the SIL Open Font Licence 1.1, Apache 2.0, CC0, MIT or the Bitstream
Vera licence; no font file ships, only pictures of digits.
"""
import pathlib
import subprocess

TRAIN = {
    "fonts-dejavu-core": ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono*.ttf", "DejaVuSerif*.ttf"],
    "fonts-liberation2": ["LiberationSans-*.ttf", "LiberationMono-*.ttf", "LiberationSerif-Regular.ttf"],
    "fonts-open-sans": ["OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "OpenSans-CondBold.ttf", "OpenSans-Light.ttf"],
    "fonts-lato": ["Lato-Regular.ttf", "Lato-Bold.ttf", "Lato-Black.ttf", "Lato-Light.ttf", "Lato-Italic.ttf"],
    "fonts-b612": ["B612*Regular.otf", "B612*Bold.otf", "B612-Italic.otf"],
    "fonts-play": ["Play-*.ttf"],
    "fonts-hack": ["Hack-Regular.ttf", "Hack-Bold.ttf"],
    "fonts-jetbrains-mono": ["JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf", "JetBrainsMono-Light.ttf"],
    "fonts-quicksand": ["Quicksand-Regular.ttf", "Quicksand-Bold.ttf"],
    "fonts-inconsolata": ["Inconsolata.otf"],
    "fonts-courier-prime": ["Courier Prime.otf", "Courier Prime Bold.otf", "Courier Prime Sans.otf"],
    "fonts-cantarell": ["Cantarell-Regular.otf", "Cantarell-Bold.otf"],
    "fonts-firacode": ["FiraCode-Regular.ttf", "FiraCode-Bold.ttf"],
    "fonts-bebas-neue": ["BebasNeue-Regular.otf", "BebasNeue-Bold.otf", "BebasNeue-Book.otf"],
    "fonts-comfortaa": ["Comfortaa-Regular.ttf", "Comfortaa-Bold.ttf"],
    "fonts-anonymous-pro": ["Anonymous Pro.ttf", "Anonymous Pro B.ttf"],
    "fonts-noto-mono": ["NotoSansMono-Regular.ttf", "NotoSansMono-Bold.ttf"],
}
HELD_OUT = {
    "fonts-roboto-unhinted": ["Roboto-Regular.ttf", "Roboto-Bold.ttf", "Roboto-Light.ttf", "RobotoCondensed-Regular.ttf"],
    "fonts-oxygen": ["Oxygen-Sans.ttf", "Oxygen-Sans-Bold.ttf", "OxygenMono-Regular.ttf"],
    "fonts-mononoki": ["mononoki-Regular.ttf", "mononoki-Bold.ttf"],
    "fonts-league-mono": ["LeagueMono-Regular.otf", "LeagueMono-Bold.otf", "LeagueMono-CondensedMedium.otf"],
    "fonts-averia-sans-gwf": ["AveriaSansGWF-Regular.ttf", "AveriaSansGWF-Bold.ttf"],
}


def fetch(into):
    """Downloads the packages with apt-get and unpacks them below into; needs no root."""
    into = pathlib.Path(into)
    into.mkdir(parents=True, exist_ok=True)
    missing = [p for p in sorted(TRAIN | HELD_OUT) if not (into / p).is_dir()]
    if not missing:
        return
    subprocess.run(["apt-get", "download", *missing], cwd=into, check=True)
    for deb in sorted(into.glob("*.deb")):
        name = deb.name.split("_")[0]
        subprocess.run(["dpkg-deb", "-x", deb, into / name], check=True)
        deb.unlink()


def files(into, table):
    """Lists the font files of TRAIN or HELD_OUT as one list a family."""
    families = []
    for package, globs in sorted(table.items()):
        root = pathlib.Path(into) / package
        found = sorted({str(f) for g in globs for f in root.rglob(g)})
        if not found:
            raise SystemExit(f"no font of {package} below {root}")
        families.append(found)
    return families
