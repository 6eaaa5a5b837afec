"""Model cards: a template and the figures of this training."""
import pathlib


def table(figures, counts):
    """Accuracies as a Markdown table: name, samples, float, int8."""
    rows = ["| held-out data | samples | float | int8 |", "|---|---:|---:|---:|"]
    rows += [f"| {name} | {counts[name]} | {100 * f:.1f} % | {100 * q:.1f} % |" for name, (f, q) in figures.items()]
    return "\n".join(rows)


def write(name, out, figures, counts, facts):
    """Fills NAME.card.md beside this script and writes it as OUT/card.md."""
    template = (pathlib.Path(__file__).parent / f"{name}.card.md").read_text()
    (out / "card.md").write_text(template.format(accuracy=table(figures, counts), **facts))
