package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface request handler. */
@ConsumerType
public interface RequestHandler {
  /** Do del. */
  default KuraMessage doDel(RequestHandlerContext requestHandlerContext, KuraMessage kuraMessage)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "doDel");
  }

  /** Do exec. */
  default KuraMessage doExec(RequestHandlerContext requestHandlerContext, KuraMessage kuraMessage)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "doExec");
  }

  /** Do get. */
  default KuraMessage doGet(RequestHandlerContext requestHandlerContext, KuraMessage kuraMessage)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "doGet");
  }

  /** Do post. */
  default KuraMessage doPost(RequestHandlerContext requestHandlerContext, KuraMessage kuraMessage)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "doPost");
  }

  /** Do put. */
  default KuraMessage doPut(RequestHandlerContext requestHandlerContext, KuraMessage kuraMessage)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "doPut");
  }
}
