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
import org.tagzoo.app.predict.TagSelection;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.export.Tags;

/**
 * Answers requests that bring images.
 *
 * @param <T> what is made of each image
 * @param most images in one request
 * @param form how a request holds images; refuses its headers
 * @param job makes a job of an image, as a request asks for; refuses its query
 * @param json the result as the members of a JSON object, as a request asks for; refuses its query
 */
record ImageEndpoint<T>(
        Admission admission,
        ServerOptions options,
        Body.Budget budget,
        ServerMetrics metrics,
        int most,
        Function<Request, ImageBody> form,
        Function<Request, Function<ImageBody.Image, Job<T>>> job,
        Function<Request, Function<T, Map<String, Object>>> json) {

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    /** Labels by falling score; before them the class, where an image has one. */
    static Map<String, Object> json(Tags tags, TagSelection selection) {
        Tags judged = selection.judge(tags);
        Map<String, Object> members = new LinkedHashMap<>();
        judged.classLabel().ifPresent(label -> members.put("class", label));
        tags.box().ifPresent(box -> members.put("box", box));
        members.put("tags", selection.select(judged));
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
        if (explanation.resize().kind() != Resize.Kind.STRETCH) {
            members.put("resize", explanation.resize().label());
            members.put("imageSize", explanation.size());
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
        ImageBody.checkCoding(request);
        ImageBody holder = form.apply(request);
        Function<T, Map<String, Object>> members = json.apply(request);
        Function<ImageBody.Image, Job<T>> maker = job.apply(request);
        Body body = Body.read(request, holder.limit(options.maxBytes), budget);
        Executor threads = request.getComponents().getExecutor();
        Jobs<T> jobs = new Jobs<>();
        CompletableFuture<Answer> answer =
                body.whole()
                        .thenCompose(
                                bytes -> take(holder, maker, members, bytes, body, jobs, threads));
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
            ImageBody holder,
            Function<ImageBody.Image, Job<T>> maker,
            Function<T, Map<String, Object>> members,
            ByteBuffer bytes,
            Body body,
            Jobs<T> jobs,
            Executor threads) {
        int copied = holder.copied(bytes.remaining());
        if (!budget.take(copied)) {
            body.release();
            throw Body.busy();
        }
        Runnable release =
                () -> {
                    body.release();
                    budget.used().addAndGet(-copied);
                };
        List<ImageBody.Image> images;
        List<Job<T>> mine;
        try {
            images = holder.images(bytes, most);
            mine = images.stream().map(maker).toList();
            jobs.begin(mine, admission);
        } catch (RuntimeException | Error e) {
            release.run();
            throw e;
        }
        var unused = all(mine.stream().map(Job::read).toList()).thenRun(release);
        return all(mine.stream().map(each -> each.result().handle((result, e) -> 0)).toList())
                .thenApplyAsync(
                        done -> {
                            List<ImageBody.Result> results =
                                    mine.stream().map(each -> result(each, members)).toList();
                            Answer answer = holder.answer(images, results);
                            results.forEach(this::count);
                            return answer;
                        },
                        threads);
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private ImageBody.Result result(Job<T> job, Function<T, Map<String, Object>> members) {
        try {
            return new ImageBody.Result(members.apply(job.result().join()), null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RequestException reason) {
                return new ImageBody.Result(null, reason);
            }
            throw e;
        }
    }

    private void count(ImageBody.Result result) {
        if (result.refused() == null) {
            metrics.image();
        } else {
            metrics.error(result.refused().kind());
        }
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
