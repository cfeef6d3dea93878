/**
 * JSON and YAML that may say anything, read as records: {@link
 * org.tagzoo.datasets.json.CheckedJson}.
 */
package org.tagzoo.datasets.json;
