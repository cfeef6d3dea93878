package org.tagzoo.app.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads what a page of heat maps shows. */
final class PageOfHeat {

    private PageOfHeat() {}

    static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    static List<String> headings(Document page) {
        return texts(page.getElementsByTagName("h2"));
    }

    static List<String> texts(NodeList nodes) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    /** Decodes an image of the page. */
    static BufferedImage image(Element element) throws Exception {
        String address = element.getAttribute("src");
        return ImageIO.read(
                new ByteArrayInputStream(
                        Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1))));
    }
}
