package org.tagzoo.app.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.export.Tags;

/**
 * Answers requests that bring images. One image gets an object, several in one form a list, in
 * which an image that can't be read has an error in place of its result.
 *
 * @param <T> what is made of each image
 * @param most images in one form
 * @param job makes a job of the bytes of an image
 * @param json the result as the members of a JSON object
 */
record ImageEndpoint<T>(
        Admission admission,
        ServerOptions options,
        Body.Budget budget,
        ServerMetrics metrics,
        int most,
        Function<ByteBuffer, Job<T>> job,
        Function<T, Map<String, Object>> json) {

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    /** All labels, by falling score; before them the class, where an image has one. */
    static Map<String, Object> json(Tags tags) {
        Map<String, Object> members = new LinkedHashMap<>();
        tags.classLabel().ifPresent(label -> members.put("class", label));
        members.put("tags", tags.all());
        return members;
    }

    /**
     * All maps, which are of one size, their values row by row in logits with four significant
     * digits.
     */
    static Map<String, Object> json(Explanation explanation) {
        HeatMap first = explanation.maps().get(0);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("method", explanation.method().name().toLowerCase(Locale.ROOT));
        members.put("rows", first.rows());
        members.put("columns", first.columns());
        if (explanation.resize() != Resize.STRETCH) {
            members.put("resize", explanation.resize().label());
        }
        List<Map<String, Object>> maps = new ArrayList<>();
        for (HeatMap map : explanation.maps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("label", map.label());
            one.put("values", rounded(map.values()));
            maps.add(one);
        }
        members.put("maps", maps);
        return members;
    }

    private static double[] rounded(float[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = new BigDecimal(values[i]).round(FOUR_DIGITS).doubleValue();
        }
        return rounded;
    }

    /**
     * The jobs of one request, between its beginning and its answer. The answer may be given, where
     * the time is up, before its images are known; then they are not taken in at all.
     */
    static final class Jobs<T> {

        private List<Job<T>> jobs = List.of();
        private boolean ended;

        /**
         * Takes in the images.
         *
         * @throws CancellationException if the answer has been given
         * @throws RequestException if there is no room for them
         */
        synchronized void begin(List<Job<T>> images, Admission admission) {
            if (ended) {
                throw new CancellationException("The request has had its answer");
            }
            admission.accept(images);
            jobs = images;
        }

        /** The answer is given: nobody wants what has no result yet. */
        synchronized void end() {
            ended = true;
            jobs.forEach(job -> job.result().cancel(false));
        }
    }

    CompletableFuture<Answer> answer(Request request) {
        ImageForm form = ImageForm.of(request);
        Body body = Body.read(request, options.maxBytes, budget);
        Executor threads = request.getComponents().getExecutor();
        Jobs<T> jobs = new Jobs<>();
        CompletableFuture<Answer> answer =
                body.whole().thenCompose(bytes -> take(form, bytes, body, jobs, threads));
        Scheduler.Task timer =
                request.getComponents()
                        .getScheduler()
                        .schedule(
                                () -> expire(body, answer),
                                options.timeout.toMillis(),
                                TimeUnit.MILLISECONDS);
        return answer.whenComplete(
                (done, error) -> {
                    timer.cancel();
                    jobs.end();
                    if (body.whole().isCompletedExceptionally()) {
                        body.release();
                    }
                });
    }

    private CompletableFuture<Answer> take(
            ImageForm form, ByteBuffer bytes, Body body, Jobs<T> jobs, Executor threads) {
        List<ImageForm.Image> images;
        List<Job<T>> mine;
        try {
            images = form.images(bytes, most);
            mine = images.stream().map(image -> job.apply(image.content())).toList();
            jobs.begin(mine, admission);
        } catch (RuntimeException | Error e) {
            body.release();
            throw e;
        }
        var unused = all(mine.stream().map(Job::read).toList()).thenRun(body::release);
        List<String> names = images.stream().map(ImageForm.Image::name).toList();
        return all(mine.stream().map(each -> each.result().handle((result, e) -> 0)).toList())
                .thenApplyAsync(done -> render(names, mine), threads);
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private Answer render(List<String> names, List<Job<T>> jobs) {
        if (jobs.size() == 1) {
            T result = jobs.get(0).result().join();
            metrics.image();
            return Answer.json(200, json.apply(result));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        RequestException refused = null;
        boolean any = false;
        for (int i = 0; i < jobs.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("image", names.get(i));
            try {
                row.putAll(json.apply(jobs.get(i).result().join()));
                metrics.image();
                any = true;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof RequestException reason)) {
                    throw e;
                }
                metrics.error(reason.kind());
                refused = refused == null ? reason : refused;
                row.put("error", reason.getMessage());
            }
            rows.add(row);
        }
        return Answer.json(any || refused == null ? 200 : refused.status(), rows);
    }

    private void expire(Body body, CompletableFuture<Answer> answer) {
        double limit = options.timeout.toMillis() / 1000.0;
        RequestException slow =
                new RequestException(
                        ErrorKind.SLOW,
                        "The body did not come within %s seconds (--timeout)",
                        limit);
        if (!body.whole().completeExceptionally(slow)) {
            answer.completeExceptionally(
                    new RequestException(
                            ErrorKind.TIMEOUT,
                            "No answer within %s seconds (--timeout); the server is busy",
                            limit));
        }
    }
}
