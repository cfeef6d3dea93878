package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.tagzoo.zoo.torchscript.FusedModule;

/** {@code log4j2.simplelog.properties} names loggers one by one. */
class LoggingTest {

    @Test
    void librariesSpeakOfWhatGoesWrongAndTagZooOfASlowerGraph() {
        assertTrue(LoggerFactory.getLogger(FusedModule.class).isWarnEnabled());
        assertFalse(LoggerFactory.getLogger("ai.djl.engine.Engine").isWarnEnabled());
        assertTrue(LoggerFactory.getLogger("ai.djl.engine.Engine").isErrorEnabled());
    }
}
