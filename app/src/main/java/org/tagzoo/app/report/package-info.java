/** Tables and pages from results; plain Java, knows no network and no DJL. */
package org.tagzoo.app.report;
