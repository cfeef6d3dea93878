package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.repository.Artifact;
import ai.djl.repository.LocalRepository;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.repository.RepositoryFactory;
import ai.djl.repository.SimpleRepository;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For all that is no export, the factory gives what DJL's own factory for files gives. */
class ExportRepositoryFactoryTest {

    private static final String METADATA =
            """
            {"metadataVersion": "0.2", "resourceType": "model", "application": "cv/image_classification",
             "groupId": "some.group", "artifactId": "net", "name": "net",
             "artifacts": [{"version": "1.0", "name": "net", "files": {"net": {"uri": "net.pt", "size": 3}}}]}
            """;

    @TempDir Path scratch;

    private static RepositoryFactory stock() throws ReflectiveOperationException {
        Constructor<?> constructor =
                Class.forName("ai.djl.repository.RepositoryFactoryImpl$LocalRepositoryFactory")
                        .getDeclaredConstructor();
        constructor.setAccessible(true);
        return (RepositoryFactory) constructor.newInstance();
    }

    private Path file(String name, String content) throws IOException {
        Path file = scratch.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private List<URI> places() throws IOException {
        file("plain/net.pt", "abc");
        file("plain/serving.properties", "engine=PyTorch\n");
        file("with space/ünï.pt", "abc");
        file("nested/inner/net.pt", "abc");
        file("repository/model/cv/image_classification/some/group/net/metadata.json", METADATA);
        file("repository/model/cv/image_classification/some/group/net/1.0/net.pt", "abc");
        file("broken/below/metadata.json", "{");
        file("other/below/metadata.json", "{\"a\": 1}");
        file("atroot/metadata.json", METADATA);
        Files.createDirectories(scratch.resolve("empty"));
        file("single.pt", "abc");
        file("broken.zip", "PK no zip");
        file("net.tar.gz", "no archive");
        Path zip = scratch.resolve("net.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("net.pt"));
            out.write(new byte[] {1, 2, 3});
        }
        List<URI> places = new ArrayList<>();
        for (String name :
                List.of(
                        "plain",
                        "with space",
                        "nested",
                        "repository",
                        "broken",
                        "other",
                        "atroot",
                        "empty",
                        "single.pt",
                        "broken.zip",
                        "net.tar.gz",
                        "net.zip",
                        "missing")) {
            places.add(scratch.resolve(name).toUri());
        }
        places.add(URI.create(scratch.resolve("plain").toUri() + "?model_name=a&artifact_id=b"));
        places.add(URI.create("no/scheme/and/missing"));
        places.add(URI.create("file:relative"));
        return places;
    }

    @Test
    void whatIsNoExportIsLeftToDjl() throws Exception {
        RepositoryFactory ours = new ExportRepositoryFactory();
        RepositoryFactory djl = stock();
        int local = 0;
        for (URI place : places()) {
            Map<String, String> expected = traits(djl.newInstance("name", place));
            assertEquals(expected, traits(ours.newInstance("name", place)), place::toString);
            local += expected.get("kind").equals("local") ? 1 : 0;
        }
        assertEquals(1, local);
        assertEquals(djl.getSupportedScheme(), ours.getSupportedScheme());
    }

    /** All that a repository tells of itself without loading anything. */
    private static Map<String, String> traits(Repository repository) throws IOException {
        Map<String, String> traits = new TreeMap<>();
        assertTrue(repository instanceof LocalRepository || repository instanceof SimpleRepository);
        traits.put("kind", repository instanceof LocalRepository ? "local" : "simple");
        traits.put("name", repository.getName());
        traits.put("uri", String.valueOf(repository.getBaseUri()));
        traits.put("remote", String.valueOf(repository.isRemote()));
        for (MRL mrl : repository.getResources()) {
            traits.put("resource", mrl.getGroupId() + " " + mrl.getArtifactId());
            Artifact artifact = mrl.getDefaultArtifact();
            traits.put("artifact", String.valueOf(artifact));
            if (artifact != null) {
                traits.put("files", new TreeMap<>(artifact.getFiles()).keySet().toString());
                traits.put("arguments", artifact.getArguments(null).toString());
                traits.put("folder", repository.getResourceDirectory(artifact).toString());
            }
        }
        traits.put("cache", String.valueOf(repository.getCacheDirectory()));
        return traits;
    }
}
