/** What is odd about a corpus, found before anybody trains on it. */
package org.tagzoo.app.audit;
