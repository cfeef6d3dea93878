package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where weights come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NpmPackage.class, name = "npm"),
    @JsonSubTypes.Type(value = PublishedFile.class, name = "torchvision")
})
public sealed interface WeightsOrigin permits NpmPackage, PublishedFile {}
