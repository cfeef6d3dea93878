package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.training.RateCurve;

/**
 * A page with the curve of a learning-rate range test. One file that needs no network and asks for
 * none.
 *
 * @param corpus its name
 * @param row the recipe's row
 * @param seed of the training
 * @param curve what came of it
 */
public record RatePage(String corpus, String row, long seed, RateCurve curve) {

    /**
     * Writes the page, whole or not at all. The same curve gives the same bytes.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        DomContent header =
                header(
                        p(attrs(".eyebrow"), "TagZoo learning rates"),
                        h1(row),
                        p("%s, seed %d".formatted(corpus, seed)));
        String style = Html.resource(HtmlReport.class, "report.css");
        AtomicFile.write(
                target,
                out ->
                        Html.write(
                                out, "Learning rates: " + row, style, "", header, main(content())));
    }

    /** Returns the suggestions in one sentence. */
    public String sentence() {
        Optional<RateCurve.Point> steepest = curve.steepest();
        Optional<Double> tenth = curve.tenthOfMinimum();
        return steepest.isEmpty() || tenth.isEmpty()
                ? "No suggestion: the loss did not fall; try more updates or other rates"
                : "Learning rate: %s where the loss falls fastest, %s as a tenth of where it is lowest"
                        .formatted(rate(steepest.get().rate()), rate(tenth.get()));
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }

    private DomContent content() {
        List<RateCurve.Point> points = curve.points();
        LineChart.Axis rates =
                new LineChart.Axis(
                        "learning rate",
                        points.get(0).rate(),
                        points.get(points.size() - 1).rate(),
                        curve.steepest().map(RateCurve.Point::rate).orElse(null),
                        "falls fastest");
        return section(
                h2(sentence()),
                Html.note(Words.of("rates", points.size())),
                curve.diverged() ? Html.note(Words.of("rates.diverged")) : null,
                div(
                        attrs(".charts"),
                        figure(
                                new LineChart(
                                                "rates",
                                                "Loss by learning rate",
                                                sentence(),
                                                rates,
                                                List.of(
                                                        line(
                                                                "smoothed loss",
                                                                RateCurve.Point::smoothed),
                                                        line(
                                                                "of the batch",
                                                                RateCurve.Point::loss)))
                                        .draw())));
    }

    private LineChart.Series line(String name, ToDoubleFunction<RateCurve.Point> value) {
        return new LineChart.Series(
                name,
                curve.points().stream()
                        .map(p -> new LineChart.Point(p.rate(), value.applyAsDouble(p)))
                        .toList());
    }
}
