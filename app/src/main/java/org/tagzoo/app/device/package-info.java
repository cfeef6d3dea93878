/** Which CUDA devices there are, whether the engine can use them, and a run's precision. */
package org.tagzoo.app.device;
