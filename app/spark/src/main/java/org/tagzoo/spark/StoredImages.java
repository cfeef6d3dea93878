package org.tagzoo.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.tagzoo.zoo.image.Images;

/** Images wherever Hadoop reads files: a disk, HDFS, S3. */
final class StoredImages {

    private static final Set<String> ENDINGS =
            Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

    private StoredImages() {}

    /** Settings of the cluster and of the job, made once a process. */
    private static final class Settings {
        static final Configuration HADOOP =
                SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    }

    /**
     * Returns a file's bytes.
     *
     * @throws IOException if it can't be read, or is larger than any image; one line
     */
    static byte[] read(String place) throws IOException {
        Path path = new Path(place);
        try (InputStream in = path.getFileSystem(Settings.HADOOP).open(path)) {
            return Images.of(in, content -> content);
        } catch (FileNotFoundException e) {
            throw new IOException("there is no such file", e);
        }
    }

    /**
     * Returns the images in a folder and the folders in it, by their file names' endings, in the
     * order of their paths.
     *
     * @throws IOException if the folder can't be read, or there are none
     */
    static List<String> list(String folder) throws IOException {
        Path path = new Path(folder);
        List<String> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> files =
                path.getFileSystem(Settings.HADOOP).listFiles(path, true);
        while (files.hasNext()) {
            Path file = files.next().getPath();
            String name = file.getName();
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (ENDINGS.contains(ending) && !name.startsWith(".")) {
                found.add(file.toString());
            }
        }
        if (found.isEmpty()) {
            throw new IOException(
                    "There is no image in %s; files must end with one of %s"
                            .formatted(folder, ENDINGS.stream().sorted().toList()));
        }
        found.sort(null);
        return found;
    }
}
