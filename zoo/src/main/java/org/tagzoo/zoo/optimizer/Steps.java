package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;
import org.tagzoo.zoo.torchscript.ScriptFunctions;

/**
 * The arithmetic of one step, run by the engine in place, one call for each parameter. Each sets
 * the gradient to zero at the end and may use it as scratch space before.
 *
 * <p>For many values PyTorch's fused kernels read and write each of them once, where one operation
 * after the other goes through memory up to ten times. They wake all threads whatever the size, so
 * few values go the plain way. RMSprop has no fused kernel. The fused kernels take lists, which
 * must come in as arguments: TorchScript drops a call whose effects are on lists of its own making.
 */
final class Steps implements AutoCloseable {

    /** Up to so many values PyTorch's plain operations stay on one thread: its own grain size. */
    static final int FEW = 32768;

    private static final String SOURCE =
            """
              def sgd(self: SELF, ps: List[Tensor], gs: List[Tensor], bs: List[Tensor], n: List[float], nesterov: bool, first: bool) -> NoneType:
                p = ps[0]
                g = gs[0]
                if p.numel() > FEW:
                  torch._fused_sgd_(ps, gs, bs, weight_decay=n[0], momentum=n[1], lr=n[2], dampening=n[3], nesterov=nesterov, maximize=False, is_first_step=first)
                else:
                  if n[0] != 0.:
                    g.add_(p, alpha=n[0])
                  else:
                    pass
                  if len(bs) == 0:
                    p.add_(g, alpha=-n[2])
                  else:
                    if first:
                      bs[0].copy_(g)
                    else:
                      bs[0].mul_(n[1]).add_(g, alpha=1. - n[3])
                    if nesterov:
                      p.add_(g.add_(bs[0], alpha=n[1]), alpha=-n[2])
                    else:
                      p.add_(bs[0], alpha=-n[2])
                g.zero_()
                return None
              def adam(self: SELF, ps: List[Tensor], gs: List[Tensor], ms: List[Tensor], vs: List[Tensor], n: List[float], decoupled: bool) -> NoneType:
                p = ps[0]
                g = gs[0]
                if p.numel() > FEW:
                  k = torch.full([], n[0], dtype=6, layout=None, device=ops.prim.device(p), pin_memory=None)
                  if decoupled:
                    torch._fused_adamw_(ps, gs, ms, vs, annotate(List[Tensor], []), [k], lr=n[1], beta1=n[2], beta2=n[3], weight_decay=n[4], eps=n[5], amsgrad=False, maximize=False)
                  else:
                    torch._fused_adam_(ps, gs, ms, vs, annotate(List[Tensor], []), [k], lr=n[1], beta1=n[2], beta2=n[3], weight_decay=n[4], eps=n[5], amsgrad=False, maximize=False)
                else:
                  if n[4] != 0.:
                    if decoupled:
                      p.mul_(1. - n[1] * n[4])
                    else:
                      g.add_(p, alpha=n[4])
                  else:
                    pass
                  ms[0].lerp_(g, 1. - n[2])
                  vs[0].mul_(n[3]).addcmul_(g, g, value=1. - n[3])
                  torch.sqrt(vs[0], out=g)
                  g.div_((1. - n[3] ** n[0]) ** 0.5).add_(n[5])
                  p.addcdiv_(ms[0], g, value=-(n[1] / (1. - n[2] ** n[0])))
                g.zero_()
                return None
              def rmsprop(self: SELF, p: Tensor, g: Tensor, square: Tensor, mean: List[Tensor], buffer: List[Tensor], n: List[float]) -> NoneType:
                if n[0] != 0.:
                  g.add_(p, alpha=n[0])
                else:
                  pass
                square.mul_(n[1]).addcmul_(g, g, value=1. - n[1])
                if len(mean) == 0:
                  root = square.sqrt().add_(n[2])
                else:
                  mean[0].lerp_(g, 1. - n[1])
                  root = square.addcmul(mean[0], mean[0], value=-1.).sqrt_().add_(n[2])
                if len(buffer) == 0:
                  p.addcdiv_(g, root, value=-n[3])
                else:
                  p.add_(buffer[0].mul_(n[4]).addcdiv_(g, root), alpha=-n[3])
                g.zero_()
                return None
            """
                    .replace("SELF", ScriptFunctions.SELF)
                    .replace("FEW", String.valueOf(FEW));

    private final ScriptFunctions functions;

    Steps(NDManager parent) {
        functions = ScriptFunctions.load(parent, SOURCE);
    }

    /**
     * @param buffer the momentum's, or none
     * @param first whether the buffer holds nothing yet
     * @param numbers weight decay, momentum, learning rate, dampening
     */
    void sgd(
            NDArray weight,
            NDArray gradient,
            List<NDArray> buffer,
            boolean nesterov,
            boolean first,
            double... numbers) {
        functions.run(
                "sgd",
                tensors(weight),
                tensors(gradient),
                tensors(buffer.toArray(NDArray[]::new)),
                IValue.listFrom(numbers),
                IValue.from(nesterov),
                IValue.from(first));
    }

    /**
     * @param decoupled whether the decay is AdamW's
     * @param numbers number of the update from 1, learning rate, beta1, beta2, weight decay, eps
     */
    void adam(
            NDArray weight,
            NDArray gradient,
            NDArray firstMoment,
            NDArray secondMoment,
            boolean decoupled,
            double... numbers) {
        functions.run(
                "adam",
                tensors(weight),
                tensors(gradient),
                tensors(firstMoment),
                tensors(secondMoment),
                IValue.listFrom(numbers),
                IValue.from(decoupled));
    }

    /**
     * @param square the running mean of squares
     * @param mean the running mean, or none
     * @param buffer the momentum's, or none
     * @param numbers weight decay, alpha, eps, learning rate, momentum
     */
    void rmsProp(
            NDArray weight,
            NDArray gradient,
            NDArray square,
            List<NDArray> mean,
            List<NDArray> buffer,
            double... numbers) {
        functions.run(
                "rmsprop",
                tensor(weight),
                tensor(gradient),
                tensor(square),
                tensors(mean.toArray(NDArray[]::new)),
                tensors(buffer.toArray(NDArray[]::new)),
                IValue.listFrom(numbers));
    }

    private static IValue tensor(NDArray array) {
        return IValue.from((PtNDArray) array);
    }

    private static IValue tensors(NDArray... arrays) {
        return IValue.listFrom(Arrays.copyOf(arrays, arrays.length, PtNDArray[].class));
    }

    @Override
    public void close() {
        functions.close();
    }
}
