/** Which labels of a corpus are likely wrong, by scores that never saw them; plain Java. */
package org.tagzoo.zoo.audit;
