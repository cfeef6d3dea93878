package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Answers requests that bring images. One image gets an object, several in one form a list, in
 * which an image that can't be read has an error in place of its result.
 *
 * @param <T> what is made of each image
 */
final class ImageEndpoint<T> implements Endpoint {

    private final Intake intake;
    private final ServerOptions options;
    private final ByteBudget budget;
    private final ServerMetrics metrics;
    private final int most;
    private final Function<ByteBuffer, Work<T>> work;
    private final Function<T, Map<String, Object>> json;

    /**
     * @param most images in one form
     * @param work makes a work of the bytes of an image
     * @param json the result as the members of a JSON object
     */
    ImageEndpoint(
            Intake intake,
            ServerOptions options,
            ByteBudget budget,
            ServerMetrics metrics,
            int most,
            Function<ByteBuffer, Work<T>> work,
            Function<T, Map<String, Object>> json) {
        this.intake = intake;
        this.options = options;
        this.budget = budget;
        this.metrics = metrics;
        this.most = most;
        this.work = work;
        this.json = json;
    }

    @Override
    public CompletableFuture<Answer> answer(Request request) {
        ImageForm form = ImageForm.of(request);
        Body body = Body.read(request, options.maxBytes(), budget);
        Executor threads = request.getComponents().getExecutor();
        Errand<T> errand = new Errand<>();
        CompletableFuture<Answer> answer =
                body.whole()
                        .thenCompose(bytes -> take(form, bytes, body, errand, threads))
                        .toCompletableFuture();
        Scheduler.Task timer =
                request.getComponents()
                        .getScheduler()
                        .schedule(
                                () -> expire(body, answer),
                                options.timeout().toMillis(),
                                TimeUnit.MILLISECONDS);
        return answer.whenComplete(
                (done, error) -> {
                    timer.cancel();
                    errand.end();
                    if (body.whole().isCompletedExceptionally()) {
                        body.release();
                    }
                });
    }

    private CompletableFuture<Answer> take(
            ImageForm form, ByteBuffer bytes, Body body, Errand<T> errand, Executor threads) {
        List<String> names = new ArrayList<>();
        List<Work<T>> mine = new ArrayList<>();
        try {
            for (ImageForm.Image image : form.images(bytes, most)) {
                names.add(image.name());
                mine.add(work.apply(image.content()));
            }
            errand.begin(mine, intake);
            Intake.whenAllRead(mine, body::release);
        } catch (RuntimeException | Error e) {
            body.release();
            throw e;
        }
        CompletableFuture<?>[] settled =
                mine.stream()
                        .map(each -> each.result().handle((result, error) -> 0))
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(settled)
                .thenApplyAsync(done -> render(names, mine), threads);
    }

    private Answer render(List<String> names, List<Work<T>> works) {
        if (works.size() == 1) {
            T result = works.get(0).result().join();
            metrics.image();
            return Answer.json(200, json.apply(result));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        RequestException refused = null;
        boolean any = false;
        for (int i = 0; i < works.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("image", names.get(i));
            try {
                row.putAll(json.apply(works.get(i).result().join()));
                metrics.image();
                any = true;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof RequestException reason)) {
                    throw e;
                }
                metrics.error(reason.trouble());
                refused = refused == null ? reason : refused;
                row.put("error", reason.getMessage());
            }
            rows.add(row);
        }
        return Answer.json(any || refused == null ? 200 : refused.status(), rows);
    }

    private void expire(Body body, CompletableFuture<Answer> answer) {
        double limit = options.timeout().toMillis() / 1000.0;
        boolean slow =
                body.whole()
                        .completeExceptionally(
                                new RequestException(
                                        408,
                                        Trouble.SLOW,
                                        "The body did not come within %s seconds (--timeout)"
                                                .formatted(limit)));
        if (!slow) {
            answer.completeExceptionally(
                    new RequestException(
                            504,
                            Trouble.TIMEOUT,
                            "No answer within %s seconds (--timeout); the server is busy"
                                    .formatted(limit)));
        }
    }
}
