;;; Drives Emacs with Eglot as a user would: emacs -q --batch -l test/editors/emacs.el  -*- lexical-binding: t -*-
;; BULKHEAD_NODE and BULKHEAD_CLI name the program, BULKHEAD_FILE a Compose file that may be changed. Each check prints a line.
(package-initialize)
(require 'eglot)

(define-derived-mode compose-mode prog-mode "Compose")
(add-to-list 'auto-mode-alist '("compose\\.ya?ml\\'" . compose-mode))
(add-to-list 'eglot-server-programs
             `(compose-mode . (,(getenv "BULKHEAD_NODE") ,(getenv "BULKHEAD_CLI") "lsp" "--stdio")))
(setq eglot-sync-connect t
      eglot-autoshutdown t
      eglot-confirm-server-initiated-edits nil)

(defvar bulkhead-passed 0)
(defvar bulkhead-failed 0)

(defun bulkhead-check (ok what)
  (if ok (setq bulkhead-passed (1+ bulkhead-passed)) (setq bulkhead-failed (1+ bulkhead-failed)))
  (princ (format "%s %s\n" (if ok "ok    " "FAILED") what)))

(defun bulkhead-wait (holds)
  (let ((end (+ (float-time) 15)))
    (while (and (not (funcall holds)) (< (float-time) end)) (accept-process-output nil 0.05))
    (funcall holds)))

(defun bulkhead-find (part)
  (seq-find (lambda (one) (string-match-p part (flymake-diagnostic-text one))) (flymake-diagnostics)))

(condition-case reason
    (progn
      (find-file (getenv "BULKHEAD_FILE"))
      (apply #'eglot (eglot--guess-contact))
      (flymake-mode 1)
      (flymake-start)
      (bulkhead-check (bulkhead-wait (lambda () (bulkhead-find "host-pid"))) "shows what is wrong")
      (let* ((found (bulkhead-find "host-pid"))
             (beg (and found (flymake-diagnostic-beg found)))
             (end (and found (flymake-diagnostic-end found))))
        (bulkhead-check (and beg (equal "host" (buffer-substring-no-properties beg end))) "at the very value")
        (goto-char beg)
        (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                      (eglot--TextDocumentPositionParams))))
          (bulkhead-check (string-match-p "pid_namespaces" (format "%S" hover)) "explains it on hover"))
        (let* ((actions (append (eglot-code-actions beg end nil nil) nil))
               (fix (seq-find (lambda (one) (string-prefix-p "Remove pid" (plist-get one :title))) actions)))
          (bulkhead-check fix "offers a fix")
          (eglot--apply-workspace-edit (plist-get fix :edit))))
      (bulkhead-check (not (string-match-p "pid: host" (buffer-string))) "applies it")
      (bulkhead-check (string-match-p "# kept" (buffer-string)) "keeps a comment")
      (bulkhead-check (bulkhead-wait (lambda () (not (bulkhead-find "host-pid")))) "and is content"))
  (error (bulkhead-check nil (format "%S" reason))))

(set-buffer-modified-p nil)
(princ (format "%d passed, %d failed\n" bulkhead-passed bulkhead-failed))
(kill-emacs (if (= bulkhead-failed 0) 0 1))
