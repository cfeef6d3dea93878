package org.tagzoo.datasets.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * YAML in which names stay what was written. {@code no}, {@code yes}, {@code on} and {@code off}
 * are texts, and so are numbers that another number is written as, such as {@code 007}, {@code
 * 0x1F} and {@code 1_000}; or all of what stands there is text.
 */
final class WrittenYaml extends YAMLFactory {

    private static final long serialVersionUID = 1L;

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?");
    private static final Pattern TRUTH = Pattern.compile("true|false|True|False|TRUE|FALSE");

    private final boolean allText;

    /**
     * @param allText whether numbers, truth values and null are texts too
     */
    WrittenYaml(boolean allText) {
        this.allText = allText;
    }

    @Override
    protected YAMLParser _createParser(byte[] data, int offset, int length, IOContext context)
            throws IOException {
        return new YAMLParser(
                context,
                _parserFeatures,
                _yamlParserFeatures,
                _loaderOptions,
                _objectCodec,
                _createReader(data, offset, length, null, context)) {
            @Override
            public JsonToken nextToken() throws IOException {
                JsonToken token = super.nextToken();
                if (token != null && token.isScalarValue() && isText(token, getText())) {
                    _currToken = JsonToken.VALUE_STRING;
                }
                return _currToken;
            }
        };
    }

    private boolean isText(JsonToken token, String written) {
        return allText
                || switch (token) {
                    case VALUE_NUMBER_INT -> !WHOLE.matcher(written).matches();
                    case VALUE_NUMBER_FLOAT ->
                            !DECIMAL.matcher(written).matches() && !written.contains(".");
                    case VALUE_TRUE, VALUE_FALSE -> !TRUTH.matcher(written).matches();
                    default -> false;
                };
    }
}
