-- Drives Neovim as a user would: nvim --clean --headless -n -i NONE -c 'luafile test/editors/neovim.lua'
-- BULKHEAD_NODE and BULKHEAD_CLI name the program, BULKHEAD_FILE a Compose file that may be changed. Each check prints a line.
local passed, failed = 0, 0

local function check(ok, what)
  if ok then passed = passed + 1 else failed = failed + 1 end
  io.stdout:write((ok and "ok     " or "FAILED ") .. what .. "\n")
end

local function find(list, wanted)
  for _, one in ipairs(list or {}) do
    if wanted(one) then return one end
  end
end

local function main()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.BULKHEAD_FILE))
  local buffer = vim.api.nvim_get_current_buf()
  local text = function() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") end
  local start = vim.lsp.start_client or vim.lsp.start
  local id = start({
    name = "bulkhead",
    cmd = { vim.env.BULKHEAD_NODE, vim.env.BULKHEAD_CLI, "lsp", "--stdio" },
    root_dir = vim.fn.fnamemodify(vim.env.BULKHEAD_FILE, ":h"),
  })
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)

  local function diagnostic(rule)
    return find(vim.diagnostic.get(buffer), function(one) return one.source == "bulkhead" and one.code == rule end)
      or find(vim.diagnostic.get(buffer), function(one)
        local lsp = one.user_data and one.user_data.lsp
        return one.source == "bulkhead" and lsp and lsp.code == rule
      end)
  end
  check(vim.wait(15000, function() return diagnostic("host-pid") ~= nil end, 20), "shows what is wrong")
  local found = diagnostic("host-pid") or {}
  check(found.severity == vim.diagnostic.severity.WARN, "as a warning")
  check(found.lnum == 3 and found.col == 9 and found.end_col == 13, "at the very value")

  local document = { uri = vim.uri_from_bufnr(buffer) }
  local function request(method, params)
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
    return answers and answers[id] and answers[id].result
  end
  local hover = request("textDocument/hover", { textDocument = document, position = { line = 3, character = 10 } })
  check(hover and hover.contents.value:find("pid_namespaces", 1, true) ~= nil, "explains it on hover")
  local lenses = request("textDocument/codeLens", { textDocument = document })
  check(find(lenses, function(one) return one.command.title:find("Exposure", 1, true) end) ~= nil, "has a code lens")

  local range = { start = { line = 3, character = 9 }, ["end"] = { line = 3, character = 13 } }
  local actions = request("textDocument/codeAction", {
    textDocument = document, range = range, context = { diagnostics = {}, only = { "quickfix" } },
  })
  local fix = find(actions, function(one) return one.title:find("^Remove pid") end)
  check(fix ~= nil, "offers a fix")
  if fix then vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding) end
  check(not text():find("pid: host", 1, true), "applies it")
  check(text():find("# kept", 1, true) ~= nil, "keeps a comment")
  check(vim.wait(15000, function() return diagnostic("host-pid") == nil end, 20), "and is content")

  local harden = find(lenses, function(one) return one.command.title == "Harden" end)
  check(harden ~= nil, "offers to harden")
  if harden then request("workspace/executeCommand", harden.command) end
  check(vim.wait(10000, function() return text():find("no-new-privileges:true", 1, true) ~= nil end, 20), "hardens by the lens's command")

  vim.lsp.stop_client(id)
  check(vim.wait(5000, function() return vim.lsp.get_client_by_id(id) == nil end), "stops the server")
end

-- An error leaves a headless Neovim waiting for ever.
local ok, reason = xpcall(main, debug.traceback)
if not ok then check(false, tostring(reason)) end
io.stdout:write(passed .. " passed, " .. failed .. " failed\n")
vim.cmd(failed == 0 and "qall!" or "cquit 1")
