package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelZoo;
import java.io.IOException;
import java.net.URI;
import org.tagzoo.zoo.registry.DjlFile;
import org.tagzoo.zoo.registry.ZooFiles;

/**
 * Asks DJL's own zoo of PyTorch models, {@code ai.djl.pytorch}, where its files are: at {@link
 * ModelZoo#DJL_REPO_URL}. Its list of them is fetched by DJL and kept for a day.
 */
public final class DjlZooFiles implements ZooFiles {

    private static final String GROUP = "ai.djl.pytorch";

    /** Made by {@link java.util.ServiceLoader}. */
    public DjlZooFiles() {}

    @Override
    public URI find(DjlFile wanted) throws IOException {
        String zoo = "DJL's model zoo at " + ModelZoo.DJL_REPO_URL;
        ModelZoo models = ModelZoo.getModelZoo(GROUP);
        ModelLoader loader = models == null ? null : models.getModelLoader(wanted.artifact());
        if (loader == null) {
            throw new IOException(
                    "DJL lists no %s:%s (is pytorch-model-zoo on the class path?)"
                            .formatted(GROUP, wanted.artifact()));
        }
        try {
            return find(loader.getMrl(), wanted, zoo);
        } catch (RuntimeException e) {
            throw new IOException("%s has an unsound list: %s".formatted(zoo, e.getMessage()), e);
        }
    }

    private static URI find(MRL artifacts, DjlFile wanted, String zoo) throws IOException {
        for (Artifact artifact : list(artifacts, zoo)) {
            for (Artifact.Item item : artifact.getFiles().values()) {
                URI address =
                        ModelZoo.DJL_REPO_URL
                                .resolve(artifacts.toURI())
                                .resolve(String.valueOf(item.getUri()));
                if (String.valueOf(address.getPath()).endsWith("/" + wanted.file())) {
                    return checked(address, item, wanted, zoo);
                }
            }
        }
        throw new IOException("%s lists no %s".formatted(zoo, wanted.file()));
    }

    private static Iterable<Artifact> list(MRL artifacts, String zoo) throws IOException {
        try {
            return artifacts.listArtifacts();
        } catch (IOException e) {
            throw new IOException("%s can't be asked: %s".formatted(zoo, e), e);
        }
    }

    private static URI checked(URI address, Artifact.Item item, DjlFile wanted, String zoo)
            throws IOException {
        if (!wanted.sha1().equalsIgnoreCase(item.getSha1Hash())) {
            throw new IOException(
                    "%s lists %s with the SHA-1 %s, expected %s"
                            .formatted(zoo, wanted.file(), item.getSha1Hash(), wanted.sha1()));
        }
        String scheme = address.getScheme();
        if (!scheme.matches("https?") && !scheme.equals(ModelZoo.DJL_REPO_URL.getScheme())) {
            throw new IOException("%s has %s at %s".formatted(zoo, wanted.file(), address));
        }
        return address;
    }
}
