package org.tagzoo.app.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.tagzoo.app.predict.TagSelection;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.task.Task;

/** What the address of a request asks for behind its question mark. */
final class Query {

    /** What an address asks for of tags. */
    static final List<String> SELECTION = List.of("top", "threshold");

    private Query() {}

    /**
     * Returns which labels a client wants: {@code top} of the best scores, predicted or not, and
     * from which score on ({@code threshold}) they are predicted.
     *
     * @throws RequestException if it says anything else
     */
    static TagSelection selection(Request request, ExportDescription network) {
        Task task = network.task();
        Fields fields = fields(request, known(SELECTION, network.side()));
        String top = fields.getValue("top");
        String threshold = fields.getValue("threshold");
        require(
                top == null || top.matches("[1-9]\\d{0,6}"),
                "top must be a whole number from 1, not '%s'",
                top);
        require(
                threshold == null || threshold.matches("0(\\.\\d{1,20})?|1(\\.0{1,20})?"),
                "threshold must be a number from 0 to 1, not '%s'",
                threshold);
        require(
                threshold == null || task.hasThresholds(),
                "This network predicts %s, which have no thresholds",
                task.name());
        return new TagSelection(
                top == null ? 0 : Integer.parseInt(top),
                true,
                threshold == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(threshold)));
    }

    /**
     * Returns what a client says of all its images.
     *
     * @param options what else its address may have
     * @throws RequestException if the network has no branch for a domain
     */
    static Map<String, String> image(Request request, List<String> options, SideInputs network) {
        Map<String, String> said = new HashMap<>();
        for (Fields.Field field : fields(request, known(options, network))) {
            if (!options.contains(field.getName())) {
                said.put(field.getName(), field.getValue());
            }
        }
        try {
            network.requireDomain(said);
            return said;
        } catch (IllegalArgumentException e) {
            throw new RequestException(ErrorKind.MALFORMED, "%s", e.getMessage());
        }
    }

    private static List<String> known(List<String> options, SideInputs network) {
        return Stream.of(options.stream(), Stream.of(Input.DOMAIN), network.fields().stream())
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /**
     * Returns the parameters.
     *
     * @throws RequestException if there is one that is not known, or one twice
     */
    static Fields fields(Request request, List<String> known) {
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            throw new RequestException(ErrorKind.MALFORMED, "The query can't be decoded");
        }
        for (Fields.Field field : fields) {
            require(
                    known.contains(field.getName()),
                    "There is no parameter '%s' here; there are %s",
                    field.getName(),
                    known.isEmpty() ? "none" : String.join(", ", known));
            require(field.getValues().size() == 1, "%s stands there twice", field.getName());
        }
        return fields;
    }

    private static void require(boolean held, String message, Object... values) {
        if (!held) {
            throw new RequestException(ErrorKind.MALFORMED, message, values);
        }
    }
}
