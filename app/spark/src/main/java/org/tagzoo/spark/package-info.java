/**
 * TagZoo on Apache Spark, for what outgrows one machine: {@link org.tagzoo.spark.TagTransformer}
 * tags the images of a table, {@link org.tagzoo.spark.TagJob} those of a folder, and {@link
 * org.tagzoo.spark.EmbedJob} fills the cache from which one machine trains heads.
 */
package org.tagzoo.spark;
