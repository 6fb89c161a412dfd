import {
  addNoNewPrivileges,
  needsNewPrivileges,
  noNewPrivilegesChange,
  noNewPrivilegesConfidence,
  noNewPrivilegesReason,
} from "../fixes/new-privileges.ts";
import { settingWall } from "./wall.ts";

export const newPrivileges = settingWall({
  path: "noNewPrivileges",
  label: "New privileges",
  group: "process",
  verdict: "may gain new privileges through set-user-ID programs",
  setting: ({ security }) => security.noNewPrivileges,
  isOpen: (isBarred) => !isBarred,
  closed: { word: "barred", text: "no_new_privs is set: set-user-ID programs raise nobody." },
  open: {
    word: "possible",
    text: "no_new_privs is not set: set-user-ID programs such as su and sudo raise whoever runs them.",
  },
  aspect: {
    id: "new-privileges",
    weight: 1000,
    open: "Processes can gain privileges by set-user-ID programs",
    closed: "Processes cannot gain privileges",
    reason: "can gain privileges by set-user-ID programs",
  },
  hardening: {
    lacks: "no-new-privileges",
    parts: (container) =>
      needsNewPrivileges(container)
        ? []
        : [
            {
              label: "Add no-new-privileges",
              why: noNewPrivilegesReason(container),
              confidence: noNewPrivilegesConfidence(container),
              changes: [noNewPrivilegesChange(container)],
            },
          ],
    fixes: addNoNewPrivileges,
  },
});
