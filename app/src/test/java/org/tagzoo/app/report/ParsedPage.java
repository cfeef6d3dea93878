package org.tagzoo.app.report;

import j2html.tags.DomContent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A page, or a part of one, as a parser of XML sees it: it refuses what is not well-formed.
 *
 * @param document what was parsed
 */
record ParsedPage(Document document) {

    static ParsedPage of(String html) throws Exception {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        return new ParsedPage(
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(bytes)));
    }

    /** Renders a part as pages do, within an element. */
    static ParsedPage of(DomContent part) throws Exception {
        StringBuilder out = new StringBuilder("<main>");
        Html.render(part, out);
        return of(out.append("</main>").toString());
    }

    /** Returns the elements of a name, in their order; {@code *} for all. */
    List<Element> all(String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    List<String> texts(String name) {
        return all(name).stream().map(Element::getTextContent).toList();
    }

    /** Returns an attribute of all elements of a name and class. */
    List<String> attributes(String name, String style, String attribute) {
        return all(name).stream()
                .filter(
                        element ->
                                List.of(element.getAttribute("class").split(" ")).contains(style))
                .map(element -> element.getAttribute(attribute))
                .toList();
    }

    String text() {
        return document.getDocumentElement().getTextContent();
    }
}
