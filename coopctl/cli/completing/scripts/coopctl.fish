# Completion of coopctl for fish, made by `coopctl completion fish`.
function __coopctl_complete
    set -l current (commandline -ct)
    set -l lines (command coopctl --complete fish -- (commandline -opc) "$current" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
        case words
            if test (count $lines) -gt 1
                printf '%s\n' $lines[2..-1]
            end
    end
end
complete -c coopctl -e
complete -c coopctl -k -f -a '(__coopctl_complete)'
