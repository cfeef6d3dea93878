/** Which CUDA devices there are, and whether the engine can use them. */
package org.tagzoo.app.device;
