/**
 * From a {@link org.tagzoo.zoo.network.Graph} to a TorchScript archive, which DJL, PyTorch and C++
 * load: {@link org.tagzoo.zoo.torchscript.TorchScriptArchive} writes it.
 */
package org.tagzoo.zoo.torchscript;
