package org.tagzoo.datasets.corpus;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.net.URI;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.image.RgbImage;

/**
 * A drawing in SVG, drawn at the size asked for on white, with antialiasing, without a screen.
 * Nothing outside of the drawing is ever loaded.
 */
final class SvgDrawing implements ImageSource {

    static {
        // A display that is set but not there would end in an error; a user's own choice stays.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final String location;
    private final byte[] svg;

    SvgDrawing(String location, byte[] svg) {
        this.location = location;
        this.svg = svg;
    }

    @Override
    public byte[] content() {
        return svg.clone();
    }

    @Override
    public RgbImage draw(EvaluationTransform transform) throws ImageException {
        int size =
                Math.max(transform.shorterSide(), Math.max(transform.width(), transform.height()));
        BufferedImage canvas = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, size, size);
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(
                    RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            document()
                    .renderWithPlatform(
                            NullPlatformSupport.INSTANCE, graphics, new ViewBox(size, size));
        } finally {
            graphics.dispose();
        }
        int[] rgb = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        byte[] pixels = new byte[rgb.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            pixels[3 * i] = (byte) (rgb[i] >> 16);
            pixels[3 * i + 1] = (byte) (rgb[i] >> 8);
            pixels[3 * i + 2] = (byte) rgb[i];
        }
        return transform.apply(new RgbImage(size, size, pixels));
    }

    @Override
    public String location() {
        return location;
    }

    /** Returns the hash of the drawing, 64 hexadecimal digits. */
    String sha256() {
        return Sha256.of(svg);
    }

    private SVGDocument document() throws ImageException {
        LoaderContext nothingElse =
                LoaderContext.builder().externalResourcePolicy(ResourcePolicy.DENY_ALL).build();
        URI base = null;
        SVGDocument document =
                new SVGLoader().load(new ByteArrayInputStream(svg), base, nothingElse);
        if (document == null) {
            throw new ImageException("the drawing is no SVG");
        }
        return document;
    }
}
