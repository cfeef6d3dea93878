package org.tagzoo.zoo.export;

import ai.djl.repository.Repository;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.ModelZoo;
import java.util.Set;

/** A zoo of one export that was checked already, and is not again. */
final class ExportModelZoo extends ModelZoo {

    ExportModelZoo(CheckedExport export) {
        Repository repository =
                new ExportRepository(
                        getGroupId(), export.folder().toUri(), export.folder(), () -> export);
        repository.getResources().forEach(resource -> addModel(new BaseModelLoader(resource)));
    }

    @Override
    public String getGroupId() {
        return "org.tagzoo.export";
    }

    @Override
    public Set<String> getSupportedEngines() {
        return Set.of(ExportFiles.ENGINE);
    }
}
