/** JSON that may say anything, read within bounds: {@link org.tagzoo.zoo.json.CheckedJson}. */
package org.tagzoo.zoo.json;
