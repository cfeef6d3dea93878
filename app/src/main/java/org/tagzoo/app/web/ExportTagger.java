package org.tagzoo.app.web;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMaps;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.Tags;

/** The network of an export. */
public final class ExportTagger implements Tagger, AutoCloseable {

    private final Export export;
    private final ZooModel<RgbImage, Tags> model;
    private final Predictor<RgbImage, Tags> predictor;
    private final HeatMaps maps;

    private ExportTagger(Export export) throws Exception {
        this.export = export;
        this.model = export.criteria(RgbImage.class, Tags.class).loadModel();
        this.predictor = model.newPredictor();
        this.maps = HeatMaps.of(model, export.description());
    }

    /**
     * Opens an export and loads its network.
     *
     * @param path its folder, or a zip of it
     * @throws Exception if it is none, or can't be loaded; the message says why
     */
    public static ExportTagger open(Path path) throws Exception {
        Export export = Export.open(path);
        try {
            ExportTagger tagger = new ExportTagger(export);
            tagger.warmUp();
            return tagger;
        } catch (Exception e) {
            export.close();
            throw e;
        }
    }

    /** The first passes take longer than those to come. */
    private void warmUp() throws TranslateException {
        int width = transform().width();
        int height = transform().height();
        RgbImage black = new RgbImage(width, height, new byte[3 * width * height]);
        tag(List.of(black));
    }

    private ExportDescription description() {
        return export.description();
    }

    @Override
    public String name() {
        return description().row();
    }

    @Override
    public int labels() {
        return description().labels().size();
    }

    @Override
    public EvaluationTransform transform() {
        return description().transform();
    }

    @Override
    public List<Tags> tag(List<RgbImage> pictures) throws TranslateException {
        return predictor.batchPredict(pictures);
    }

    @Override
    public Explanation explain(RgbImage picture) {
        return maps.explain(picture);
    }

    @Override
    public void close() throws IOException {
        predictor.close();
        model.close();
        export.close();
    }
}
