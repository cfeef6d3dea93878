package org.tagzoo.app.predict;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.apache.commons.io.function.IORunnable;
import org.tagzoo.app.predict.TaggingPipeline.PredictedImage;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.progress.ProgressStyle;
import org.tagzoo.app.report.OneLine;

/** Tags the images that a user named, and tells him of those that failed. */
public final class PredictionRun {

    private final ImageArguments images;
    private final TaggingPipeline pipeline;
    private final TagSelection selection;
    private final PrintWriter err;
    private long total;
    private long failed;

    /**
     * @param err where failures are told
     */
    public PredictionRun(
            ImageArguments images,
            TaggingPipeline pipeline,
            TagSelection selection,
            PrintWriter err) {
        this.images = images;
        this.pipeline = pipeline;
        this.selection = selection;
        this.err = err;
    }

    /**
     * Tags all images and writes each as it comes.
     *
     * @param flush makes sure that what was written is where it should be; called after each
     * @throws IOException if results can't be written
     */
    public void write(ResultWriter results, IORunnable flush, ProgressStyle style)
            throws IOException {
        try (Progress progress = Progress.start("tagging", images.total(), "images", style)) {
            pipeline.run(
                    images.images(),
                    image -> {
                        write(results, image, progress);
                        try {
                            flush.run();
                        } catch (IOException e) {
                            progress.discard();
                            throw e;
                        }
                        progress.step(1);
                    });
        }
    }

    private void write(ResultWriter results, PredictedImage image, Progress progress)
            throws IOException {
        total++;
        if (!image.failed()) {
            results.tagged(image.image(), selection.judge(image.tags()));
            return;
        }
        failed++;
        if (!results.failed(image.image(), image.error())) {
            String name = image.image().isEmpty() ? "''" : OneLine.of(image.image());
            String line = "tagzoo: " + name + ": " + image.error();
            progress.interrupt(() -> err.println(line));
        }
    }

    /** Says how many of several images failed, if any did; returns whether none did. */
    public boolean finish() {
        if (failed > 0 && total > 1) {
            err.println(
                    String.format(
                            Locale.ROOT,
                            "tagzoo: %,d of %,d images could not be tagged",
                            failed,
                            total));
        }
        err.flush();
        return failed == 0;
    }
}
